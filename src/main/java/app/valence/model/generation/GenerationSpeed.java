package app.valence.model.generation;

import java.time.Duration;

/**
 * How much was read and written, and how fast.
 *
 * @param promptTokens tokens of the prompt with the special ones
 * @param tokens that were added, without the one that ends the text
 * @param reading from the start to the first token
 * @param writing from the first token to the last
 */
public record GenerationSpeed(int promptTokens, int tokens, Duration reading, Duration writing) {
  private static final double NANOS = 1e9;

  /** Tokens a second from the first one on, or NaN as long as there are fewer than two. */
  public double tokensPerSecond() {
    double seconds = writing.toNanos() / NANOS;
    return tokens < 2 || seconds <= 0 ? Double.NaN : (tokens - 1) / seconds;
  }

  /** From the start to the last token. */
  public Duration total() {
    return reading.plus(writing);
  }
}
