package app.valence.ui.controls.chart;

/** How values are laid along an axis. */
public enum AxisScale {
  LINEAR,
  /** Decades of equal length; values of zero and below have no place on it. */
  LOG;

  double forward(double value) {
    return this == LOG ? Math.log10(value) : value;
  }

  double inverse(double position) {
    return this == LOG ? Math.pow(10, position) : position;
  }

  boolean accepts(double value) {
    return Double.isFinite(value) && (this == LINEAR || value > 0);
  }
}
