package app.valence.training.setup;

/** How long texts may be. */
public final class MaximumLength {
  /**
   * Enough for nearly all sentences and short reviews; the cost of a text grows with its length.
   */
  public static final int USUAL = 128;

  /** Fewer tokens would leave no room for words between the special ones. */
  public static final int SHORTEST = 4;

  private MaximumLength() {}

  /** Tokens of a text unless told otherwise, for a model that can take {@code modelMaximum}. */
  public static int usual(int modelMaximum) {
    return Math.min(USUAL, modelMaximum);
  }

  /** Whether texts of {@code length} tokens can be put to a model. */
  public static boolean isPossible(int length, int modelMaximum) {
    return length >= SHORTEST && length <= modelMaximum;
  }
}
