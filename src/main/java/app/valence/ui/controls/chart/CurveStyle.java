package app.valence.ui.controls.chart;

/** How a curve is drawn. */
public enum CurveStyle {
  /** A noisy curve: a pale band of what was measured and a full line of its moving average. */
  RAW_WITH_EMA,
  /** Few exact points, such as evaluations: a line with a dot at each. */
  LINE,
  /** A curve of an earlier run, thin and pale behind the others. */
  GHOST
}
