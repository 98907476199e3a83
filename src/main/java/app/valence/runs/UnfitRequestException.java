package app.valence.runs;

import java.io.IOException;

/** What was asked for does not fit the chosen model; the message says what would. */
public final class UnfitRequestException extends IOException {
  UnfitRequestException(String message) {
    super(message);
  }
}
