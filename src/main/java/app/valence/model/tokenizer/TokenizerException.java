package app.valence.model.tokenizer;

import java.io.IOException;

/** Says which tokenizer file is missing or wrong, where, and what to do about it. */
public final class TokenizerException extends IOException {
  /** A tokenizer that cannot be used, for the reason given by {@code message}. */
  public TokenizerException(String message) {
    super(message);
  }

  /** A tokenizer that cannot be used, because of {@code cause}. */
  public TokenizerException(String message, Throwable cause) {
    super(message, cause);
  }
}
