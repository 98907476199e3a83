package app.valence.adaptation;

import java.io.IOException;

/** Texts, settings and model do not fit each other; the message says what to change. */
public final class UnfitTextsException extends IOException {
  UnfitTextsException(String message, Throwable cause) {
    super(message, cause);
  }
}
