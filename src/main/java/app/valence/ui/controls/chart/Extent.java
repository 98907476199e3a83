package app.valence.ui.controls.chart;

/** The lowest and highest of the values it has seen; NaN and infinities leave no trace. */
final class Extent {
  private double min;
  private double max;
  private double minPositive;

  Extent() {
    reset();
  }

  void reset() {
    min = Double.POSITIVE_INFINITY;
    max = Double.NEGATIVE_INFINITY;
    minPositive = Double.POSITIVE_INFINITY;
  }

  void add(double value) {
    if (Double.isFinite(value)) {
      merge(value, value, value > 0 ? value : Double.POSITIVE_INFINITY);
    }
  }

  void merge(double otherMin, double otherMax, double otherMinPositive) {
    min = Math.min(min, otherMin);
    max = Math.max(max, otherMax);
    minPositive = Math.min(minPositive, otherMinPositive);
  }

  boolean isEmpty() {
    return min > max;
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  /** The lowest value above zero, infinite if there is none: where a log axis may begin. */
  double minPositive() {
    return minPositive;
  }
}
