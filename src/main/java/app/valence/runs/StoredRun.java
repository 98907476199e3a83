package app.valence.runs;

import app.valence.training.saving.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A run that was recorded in its folder. */
public record StoredRun(Path folder, RunRecord record) {
  /** The checkpoint it would go on from. */
  public Optional<Path> checkpoint() throws IOException {
    return new RunFolder(folder).latestCheckpoint();
  }

  /** Whether it did not come to its end and has a checkpoint to go on from. */
  public boolean isResumable() throws IOException {
    return record.status().isResumable() && checkpoint().isPresent();
  }
}
