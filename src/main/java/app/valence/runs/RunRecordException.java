package app.valence.runs;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The record of a run cannot be used; the message names the file and says why. */
public final class RunRecordException extends IOException {
  private RunRecordException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static RunRecordException damaged(Path file, @Nullable Throwable cause) {
    return new RunRecordException(
        file
            + " is damaged, so its run is not listed. Its model and checkpoints are untouched and can"
            + " be opened by their folder.",
        cause);
  }

  static RunRecordException newer(Path file, int format) {
    return new RunRecordException(
        file
            + " was written by a newer version of Valence (format "
            + format
            + "), so its run is not listed and left as it is. Open it with that version.",
        null);
  }

  static RunRecordException unreadable(Path file, IOException cause) {
    return new RunRecordException(
        file + " cannot be read, so its run is not listed. Check its permissions.", cause);
  }
}
