package app.valence.training.verdict;

import java.util.Arrays;

/**
 * Where a course of losses turns from falling to rising. It is fitted twice, by the best course
 * that only falls and by the best that falls and then rises; it has turned where the second fits
 * better by more than the scatter of single losses explains.
 *
 * @param index the last value before the rise
 * @param by how far the fit's end lies above its lowest level
 * @param scatter the standard deviation of a single value around the course
 * @param sure whether there is a rise beyond the scatter
 */
record Turn(int index, double by, double scatter, boolean sure) {
  /** Values after the turn before anything is said about it. */
  private static final int AFTER = 2;

  /** Third differences of values that scatter with a standard deviation of 1 have this one. */
  private static final double THIRD_DIFFERENCE = Math.sqrt(20);

  /** The median of the size of normally distributed values, in standard deviations. */
  private static final double MEDIAN = 0.6745;

  /** A rise below this share of the loss is of no interest, however sure. */
  private static final double RISE = 0.001;

  /** What one value may be off by rounding alone, as a share of the loss. */
  private static final double ROUNDING = 1e-9;

  /**
   * The gain of the second fit, in units of the squared scatter, that 95 of 100 level courses stay
   * below, by their length; found by simulation.
   */
  private static final double MOST_GAIN = 30;

  private static final double GAIN_LENGTH = 24;

  /** Looks for the turn of at least one loss. */
  static Turn of(double[] losses) {
    double[] centered = centered(losses);
    double[] falling = errors(centered);
    double[] rising = errors(reversed(centered));
    int all = losses.length;
    int part = all;
    for (int i = 1; i < all; i++) {
      if (falling[i] + rising[all - i] < falling[part] + rising[all - part]) {
        part = i;
      }
    }
    double gain = falling[all] - falling[part] - rising[all - part];
    return judged(losses, centered, part, gain);
  }

  private static Turn judged(double[] losses, double[] centered, int part, double gain) {
    int all = losses.length;
    FallingFit left = fit(Arrays.copyOfRange(centered, 0, part));
    int index = part - 1;
    double low = left.last();
    double end = low;
    if (part < all) {
      FallingFit right = fit(reversed(Arrays.copyOfRange(centered, part, all)));
      end = right.first();
      if (right.last() < low) {
        low = right.last();
        index += right.lastCount();
      }
    }
    double scatter = scatter(losses);
    boolean lasts = all - 1 - index >= AFTER && latestLieAbove(centered, low);
    double lowest = Arrays.stream(losses).min().orElse(0);
    boolean matters = end - low > RISE * Math.abs(lowest);
    double noise = Math.max(scatter, ROUNDING * Math.abs(lowest));
    return new Turn(
        index, end - low, scatter, lasts && matters && gain > needed(all) * noise * noise);
  }

  /** A single value high above the others is no rise, nor is one that fell back. */
  private static boolean latestLieAbove(double[] values, double low) {
    return Arrays.stream(values, values.length - AFTER, values.length).allMatch(v -> v > low);
  }

  private static double needed(int length) {
    return MOST_GAIN * (1 - Math.exp(-length / GAIN_LENGTH));
  }

  /**
   * The scatter by the median of third differences, in which little is left of a smooth course, and
   * which a few outliers do not move. Few of them are not to be relied on, and count for more.
   */
  static double scatter(double[] values) {
    int count = values.length - 3;
    if (count < 1) {
      return Double.POSITIVE_INFINITY;
    }
    var sizes = new double[count];
    for (int i = 0; i < count; i++) {
      sizes[i] = Math.abs(values[i + 3] - 3 * values[i + 2] + 3 * values[i + 1] - values[i]);
    }
    Arrays.sort(sizes);
    double median = (sizes[(count - 1) / 2] + sizes[count / 2]) / 2;
    return median / MEDIAN / THIRD_DIFFERENCE * (1 + 1.0 / count);
  }

  private static double[] centered(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Arrays.stream(values).map(value -> value - mean).toArray();
  }

  private static double[] reversed(double[] values) {
    var reversed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      reversed[i] = values[values.length - 1 - i];
    }
    return reversed;
  }

  private static FallingFit fit(double[] values) {
    var fit = new FallingFit(values.length);
    for (double value : values) {
      fit.add(value);
    }
    return fit;
  }

  /** The errors of the falling fits of all beginnings, of 0 values to all. */
  private static double[] errors(double[] values) {
    var fit = new FallingFit(values.length);
    var errors = new double[values.length + 1];
    for (int i = 0; i < values.length; i++) {
      fit.add(values[i]);
      errors[i + 1] = fit.error();
    }
    return errors;
  }
}
