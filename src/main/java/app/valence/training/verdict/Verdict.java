package app.valence.training.verdict;

/**
 * What is to be said of a run.
 *
 * @param best the step of the lowest evaluation loss; 0 without evaluations
 * @param lowest the lowest evaluation loss; not a number without evaluations
 * @param rise what became of the losses after they were lowest
 */
public record Verdict(Trend trend, long best, double lowest, Rise rise) {
  /** Nothing is known. */
  public static final Verdict UNKNOWN = new Verdict(Trend.UNKNOWN, 0, Double.NaN, Rise.NONE);

  /**
   * The losses from where the evaluation loss turned on.
   *
   * @param since the step of the turn
   * @param last the step of the last evaluation
   * @param by how far the evaluation loss lies above where it turned, its scatter smoothed away
   * @param scatter the standard deviation of a single evaluation around its course
   * @param trainingBefore the mean training loss of the time up to the turn, as long as that since
   * @param trainingAfter the mean training loss since the turn
   */
  public record Rise(
      long since,
      long last,
      double by,
      double scatter,
      double trainingBefore,
      double trainingAfter) {
    static final Rise NONE = new Rise(0, 0, 0, 0, Double.NaN, Double.NaN);

    /** The rise as a share of {@code loss}. */
    public double shareOf(double loss) {
      return by / loss;
    }

    /** The rise in standard deviations of a single evaluation; infinite where they are exact. */
    public double inScatters() {
      return by / scatter;
    }
  }

  /** Whether the run overfits. */
  public boolean isOverfitting() {
    return trend == Trend.OVERFITTING;
  }
}
