package app.valence.ui.testing;

import java.util.List;

/**
 * A model's answer to a text.
 *
 * @param probabilities of the classes in their order
 * @param tokens of the whole text with the special ones, before it is cut
 * @param milliseconds that the answer took, loading left out
 */
public record Answer(String text, List<Double> probabilities, int tokens, double milliseconds) {
  /** Keeps its own copy. */
  public Answer {
    probabilities = List.copyOf(probabilities);
  }

  /** The most probable class; of equals, the first. */
  public int best() {
    return bestExcept(-1);
  }

  /** The next most probable class; a model has at least two. */
  public int second() {
    return bestExcept(best());
  }

  /** How much more probable the best class is than the second, from 0 to 1. */
  public double margin() {
    return probabilities.get(best()) - probabilities.get(second());
  }

  private int bestExcept(int excluded) {
    int best = excluded == 0 ? 1 : 0;
    for (int label = 0; label < probabilities.size(); label++) {
      if (label != excluded && probabilities.get(label) > probabilities.get(best)) {
        best = label;
      }
    }
    return best;
  }
}
