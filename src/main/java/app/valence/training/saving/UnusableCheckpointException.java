package app.valence.training.saving;

import app.valence.model.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A run cannot go on from a checkpoint whose files are missing or damaged. */
public final class UnusableCheckpointException extends CheckpointException {
  private final transient Optional<Path> earlier;

  private UnusableCheckpointException(Path checkpoint, String problem, Optional<Path> earlier) {
    super(
        checkpoint,
        problem,
        earlier.map(e -> "Resume from the earlier checkpoint " + e + ", or start").orElse("Start")
            + " the run anew.");
    this.earlier = earlier;
  }

  /** Says what is wrong with {@code checkpoint}, and which earlier one there is. */
  public static UnusableCheckpointException of(Path checkpoint, IOException cause)
      throws IOException {
    if (cause instanceof UnusableCheckpointException known) {
      return known;
    }
    String complaint =
        cause instanceof CheckpointException e ? e.complaint() : String.valueOf(cause.getMessage());
    var exception =
        new UnusableCheckpointException(
            checkpoint,
            "no run can go on from it (" + complaint.replaceFirst("\\.$", "") + ")",
            RunFolder.checkpointBefore(checkpoint));
    exception.initCause(cause);
    return exception;
  }

  /** An earlier checkpoint of the same run. */
  public Optional<Path> earlier() {
    return earlier;
  }
}
