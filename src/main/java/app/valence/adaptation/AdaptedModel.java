package app.valence.adaptation;

import app.valence.model.ModelFiles;
import app.valence.training.saving.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A model that was adapted here, or is about to be. */
public record AdaptedModel(Path folder, AdaptationRecord record) {
  /** What a person calls it. */
  public String name() {
    return record.request().name();
  }

  /** The checkpoint that its adaptation would go on from. */
  public Optional<Path> checkpoint() throws IOException {
    return new RunFolder(folder).latestCheckpoint();
  }

  /** Whether its adaptation did not come to its end and has a checkpoint to go on from. */
  public boolean isResumable() throws IOException {
    return record.status().isResumable() && checkpoint().isPresent();
  }

  /** Whether a run can start from it. */
  public boolean isUsable() {
    return Files.isRegularFile(folder.resolve(ModelFiles.WEIGHTS));
  }
}
