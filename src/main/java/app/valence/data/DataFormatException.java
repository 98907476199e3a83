package app.valence.data;

import java.io.IOException;

/** Says why data cannot be used as it is, where the trouble lies and what to do about it. */
public class DataFormatException extends IOException {
  /** Carries the file, the place in it and the remedy. */
  public DataFormatException(String message) {
    super(message);
  }

  /** Carries the message together with what a parser said. */
  public DataFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
