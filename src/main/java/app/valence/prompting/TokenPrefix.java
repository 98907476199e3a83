package app.valence.prompting;

import java.util.Arrays;

/** Compares the beginnings of token sequences. */
final class TokenPrefix {
  private TokenPrefix() {}

  /** How many tokens both begin with, {@code most} at the most. */
  static int shared(int[] one, int[] other, int most) {
    int limit = Math.min(most, Math.min(one.length, other.length));
    int mismatch = Arrays.mismatch(one, 0, limit, other, 0, limit);
    return mismatch < 0 ? limit : mismatch;
  }
}
