package app.valence.model;

import app.valence.model.checkpoint.CheckpointException;
import java.nio.file.Path;

/** A checkpoint's head is for other classes than the data's; a new head would be the remedy. */
public final class OtherClassesException extends CheckpointException {
  OtherClassesException(Path folder, String problem, String remedy) {
    super(folder, problem, remedy);
  }
}
