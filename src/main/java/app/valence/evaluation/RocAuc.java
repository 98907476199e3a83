package app.valence.evaluation;

import java.util.Arrays;

/** The area under the ROC curve, by ranks. */
final class RocAuc {
  private RocAuc() {}

  /** The area for {@code classId} against all others; NaN where one of the two has no examples. */
  static double oneVersusRest(Predictions predictions, int classId, int support) {
    double[] positives = new double[support];
    double[] negatives = new double[predictions.size() - support];
    int nextPositive = 0;
    int nextNegative = 0;
    for (int example = 0; example < predictions.size(); example++) {
      double score = predictions.probability(example, classId);
      if (predictions.trueId(example) == classId) {
        positives[nextPositive++] = score;
      } else {
        negatives[nextNegative++] = score;
      }
    }
    return of(positives, negatives);
  }

  /**
   * The chance that a positive example scores higher than a negative one, a tie counting half
   * (Mann-Whitney U). Sorts both arrays; NaN where one is empty.
   */
  static double of(double[] positives, double[] negatives) {
    Arrays.sort(positives);
    Arrays.sort(negatives);
    long halfWins = 0; // exact: half a win is one unit
    int below = 0;
    int notAbove = 0;
    for (double score : positives) {
      while (below < negatives.length && negatives[below] < score) {
        below++;
      }
      while (notAbove < negatives.length && negatives[notAbove] <= score) {
        notAbove++;
      }
      halfWins += (long) below + notAbove;
    }
    return halfWins / (2.0 * positives.length * negatives.length);
  }
}
