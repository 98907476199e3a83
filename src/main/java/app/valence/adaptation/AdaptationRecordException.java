package app.valence.adaptation;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The record of an adapted model cannot be used; the message names the file and says why. */
public final class AdaptationRecordException extends IOException {
  private AdaptationRecordException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static AdaptationRecordException damaged(Path file, Throwable cause) {
    return new AdaptationRecordException(
        file
            + " is damaged, so its model is not listed. The model itself is untouched: choose its"
            + " folder.",
        cause);
  }

  static AdaptationRecordException newer(Path file) {
    return new AdaptationRecordException(
        file
            + " was written by a newer version of Valence, so its model is not listed and left as"
            + " it is. Open it with that version.",
        null);
  }

  static AdaptationRecordException unreadable(Path file, IOException cause) {
    return new AdaptationRecordException(
        file + " cannot be read, so its model is not listed. Check its permissions.", cause);
  }
}
