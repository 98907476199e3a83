package app.valence.ui.controls.chart;

/**
 * The debiased exponential moving average of TensorBoard's scalar charts: without the division, the
 * zero it starts from would pull the first values down.
 */
final class MovingAverage {
  private final double weight;
  private double last;
  private double remainder = 1;

  /**
   * @param weight how much of the past stays, 0 (none) to below 1
   */
  MovingAverage(double weight) {
    if (!(weight >= 0 && weight < 1)) {
      throw new IllegalArgumentException("smoothing must lie in [0, 1), but is " + weight);
    }
    this.weight = weight;
  }

  /** The average after {@code value}; a gap is handed through and does not count. */
  double next(double value) {
    if (!Double.isFinite(value)) {
      return value;
    }
    last = last * weight + (1 - weight) * value;
    remainder *= weight;
    return last / (1 - remainder);
  }
}
