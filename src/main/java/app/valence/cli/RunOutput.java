package app.valence.cli;

import app.valence.model.checkpoint.CheckpointException;
import app.valence.training.saving.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a run goes, and what happens to the one that is there already. */
final class RunOutput {
  private static final String LATEST = "latest";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true,
      description = "Folder of the run: its checkpoints, results and the best model.")
  private Path folder = Path.of("");

  @Option(
      names = "--resume",
      arity = "0..1",
      fallbackValue = LATEST,
      paramLabel = "latest|DIR",
      description =
          "Go on from the latest checkpoint in the output folder, or from the one named, exactly"
              + " as if the run had never stopped. Name the data as at the start; the model and the"
              + " settings are the run's own.")
  private Optional<String> resume = Optional.empty();

  @Option(
      names = "--overwrite",
      description = "Delete the run that is in the output folder, and start anew.")
  private boolean overwrite;

  /** The run's folder. */
  RunFolder folder() {
    return new RunFolder(folder);
  }

  /** The checkpoint to go on from, if the run is to be resumed. */
  Optional<Path> checkpoint() throws IOException {
    if (resume.isEmpty()) {
      return Optional.empty();
    }
    if (resume.get().equals(LATEST)) {
      Optional<Path> latest = folder().latestCheckpoint();
      if (latest.isEmpty()) {
        throw new CheckpointException(
            folder,
            "there is no checkpoint to resume from",
            "Check the folder, or start the run without --resume.");
      }
      return latest;
    }
    return Optional.of(named(Path.of(resume.get())));
  }

  private Path named(Path checkpoint) throws IOException {
    for (Path known : folder().checkpoints().values()) {
      if (Files.exists(checkpoint) && Files.isSameFile(checkpoint, known)) {
        return known;
      }
    }
    throw new CheckpointException(
        checkpoint,
        "it is not one of the checkpoints in " + folder,
        "Name a folder such as " + folder.resolve("checkpoint-100") + ", or say --resume.");
  }

  /**
   * Refuses to start a run where it would lose something.
   *
   * @param base the model that training starts from
   */
  void requireFree(Optional<Path> base) throws IOException {
    if (resume.isPresent() && overwrite) {
      throw new UsageException("--resume and --overwrite contradict each other.");
    }
    new OutputTarget("--output", folder).requireFolder();
    if (base.isPresent() && isInside(base.get(), folder)) {
      throw new UsageException(
          "The base model lies in the output folder and would be lost. Name a new folder.");
    }
    if (resume.isEmpty() && !overwrite && folder().isUsed()) {
      throw new UsageException(
          folder
              + " already holds a run. Name a new folder, go on with it by --resume, or delete it"
              + " by --overwrite.");
    }
  }

  private static boolean isInside(Path base, Path folder) throws IOException {
    return Files.exists(base)
        && Files.exists(folder)
        && base.toRealPath().startsWith(folder.toRealPath());
  }

  /** Clears away what is in the way of the run, which is about to begin. */
  void prepare() throws IOException {
    if (overwrite) {
      folder().clear();
    } else {
      folder().clearLeftovers();
    }
  }
}
