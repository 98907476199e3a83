package app.valence.ui.controls.chart;

/** A stretch of an axis from a lower to a higher value. */
public record ValueRange(double from, double to) {
  public ValueRange {
    if (!(from < to)) {
      throw new IllegalArgumentException("a range must rise, but goes from " + from + " to " + to);
    }
  }

  double length() {
    return to - from;
  }
}
