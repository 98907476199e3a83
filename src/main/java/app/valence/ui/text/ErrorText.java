package app.valence.ui.text;

import app.valence.files.FileFailureText;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** What went wrong in words for a person. */
public final class ErrorText {
  private ErrorText() {}

  /** One or two sentences: what happened and, where it is known, what to do. */
  public static String of(Throwable failure) {
    String words = String.valueOf(failure.getMessage());
    if (failure instanceof FileSystemException file) {
      return FileFailureText.of(file);
    } else if (failure instanceof OutOfMemoryError) {
      return "The memory is used up. Choose a smaller batch size or maximum length, or a smaller"
          + " model.";
    } else if (failure instanceof IOException || failure.getClass().getName().startsWith("app.")) {
      return words;
    }
    return failure.getClass().getSimpleName() + ": " + words;
  }
}
