package app.valence.evaluation;

/**
 * Where a share lies with 95 % confidence, by Wilson (1927): it holds for few examples and for
 * shares near 0 and 1 too.
 *
 * @param low at least 0
 * @param high at most 1
 */
public record WilsonInterval(double low, double high) {
  /** The normal distribution's quantile for 95 %, both sides. */
  private static final double Z = 1.959963984540054;

  /**
   * The interval of {@code correct} right out of {@code total}; from 0 to 1 if {@code total} is 0.
   */
  public static WilsonInterval of(int correct, int total) {
    if (total == 0) {
      return new WilsonInterval(0, 1);
    }
    double share = (double) correct / total;
    double spread = Z * Z / total;
    double centre = (share + spread / 2) / (1 + spread);
    double half =
        Z / (1 + spread) * Math.sqrt(share * (1 - share) / total + spread / (4.0 * total));
    return new WilsonInterval(Math.max(0, centre - half), Math.min(1, centre + half));
  }
}
