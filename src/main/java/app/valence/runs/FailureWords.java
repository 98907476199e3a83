package app.valence.runs;

import app.valence.files.FileFailureText;
import java.nio.file.FileSystemException;

/** Why a run failed, as its record says it. */
public final class FailureWords {
  private FailureWords() {}

  /** A sentence or two. */
  public static String of(Throwable failure) {
    if (failure instanceof FileSystemException file) {
      return FileFailureText.of(file);
    } else if (failure instanceof OutOfMemoryError) {
      return "The memory is used up. Choose a smaller batch size or maximum length.";
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
