package app.valence.evaluation;

/**
 * Precision, recall and F1, of a class or averaged over classes.
 *
 * @param f1 their harmonic mean; of an average, the average of the F1s
 */
public record Scores(double precision, double recall, double f1) {
  /** What averages over no examples are. */
  static final Scores UNDEFINED = new Scores(Double.NaN, Double.NaN, Double.NaN);

  /**
   * Computes the F1 from the other two; 0 where both are 0. In this form and not from counts, so
   * that a printed tie rounds as in scikit-learn 1.2, which the reference values come from.
   */
  static Scores of(double precision, double recall) {
    double sum = precision + recall;
    return new Scores(precision, recall, sum == 0 ? 0 : 2 * precision * recall / sum);
  }
}
