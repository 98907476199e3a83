package app.valence.model.generation;

import java.io.IOException;

/** A prompt has more tokens than the model can read, or none at all. */
public final class PromptLengthException extends IOException {
  private final int tokens;
  private final int most;

  /** Carries the tokens of the prompt, and the most that the model reads. */
  public PromptLengthException(int tokens, int most) {
    super(tokens == 0 ? none() : tooMany(tokens, most));
    this.tokens = tokens;
    this.most = most;
  }

  private static String none() {
    return "The prompt is empty, and this model has no token that starts a text by itself. Give it"
        + " a word to begin with.";
  }

  private static String tooMany(int tokens, int most) {
    return "The prompt has %d tokens, and the model reads at most %d. Shorten it, or choose a model that reads more."
        .formatted(tokens, most);
  }

  /** Tokens of the prompt with the special ones. */
  public int tokens() {
    return tokens;
  }

  /** The most tokens that the model reads. */
  public int most() {
    return most;
  }
}
