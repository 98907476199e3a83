package app.valence.training.setup;

import java.io.IOException;

/** An adapter was asked for that a model cannot have; the message says what can be had. */
public final class UnfitAdapterException extends IOException {
  UnfitAdapterException(String message) {
    super(message);
  }
}
