package app.valence.ui.controls.chart;

import java.util.List;

/** Finds what the axes have to reach. */
final class ChartRanges {
  private static final int TICKS = 5;
  private static final int SAMPLES = 500;

  /** Lowest values below this share of the highest let the axis begin at zero. */
  private static final double NEAR_ZERO = 0.35;

  private static final double LOG_PADDING = 0.04;

  /** Levels that would make the range more than so many times as long are left out of it. */
  private static final double MOST_STRETCH = 2.5;

  private ChartRanges() {}

  static boolean hasPoints(ChartData data) {
    return data.curves().stream().anyMatch(c -> c.size() > 0);
  }

  /** All x of the curves that are shown, or of all curves if none is. */
  static ValueRange x(ChartData data) {
    AxisScale xScale = data.xScaleProperty().get();
    ValueRange all = data.xRangeProperty().get();
    return all != null && xScale.accepts(all.from()) ? all : xOfCurves(data);
  }

  private static ValueRange xOfCurves(ChartData data) {
    List<Curve> shown = data.curves().stream().filter(Curve::isVisible).toList();
    AxisScale scale = data.xScaleProperty().get();
    var extent = new Extent();
    for (Curve curve : shown.isEmpty() ? data.curves() : shown) {
      int first = scale == AxisScale.LOG ? curve.points().indexAt(Double.MIN_VALUE, 0) : 0;
      if (first < curve.size()) {
        extent.add(curve.x(first));
        extent.add(curve.x(curve.size() - 1));
      }
    }
    if (extent.isEmpty()) {
      return scale == AxisScale.LOG ? new ValueRange(1, 10) : new ValueRange(0, 1);
    }
    return extent.min() < extent.max()
        ? new ValueRange(extent.min(), extent.max())
        : around(extent.min(), scale);
  }

  private static ValueRange around(double value, AxisScale scale) {
    if (scale == AxisScale.LOG) {
      return new ValueRange(value / 2, value * 2);
    }
    double half = Math.max(Math.abs(value) * 0.1, 0.5);
    return new ValueRange(value - half, value + half);
  }

  /** The y of the curves that are shown within {@code x}, with round ends. */
  static ValueRange y(ChartData data, ValueRange x) {
    AxisScale scale = data.yScaleProperty().get();
    ValueRange fixed = data.yRangeProperty().get();
    if (fixed != null && scale.accepts(fixed.from())) {
      return fixed;
    }
    var extent = new Extent();
    data.curves().stream().filter(Curve::isVisible).forEach(c -> addWithin(c, x, extent));
    addNear(data.levels(), scale, extent);
    return scale == AxisScale.LOG ? logarithmic(extent) : linear(extent);
  }

  private static void addNear(List<Level> levels, AxisScale scale, Extent extent) {
    if (extent.isEmpty()) {
      return;
    }
    double low = scale.forward(scale == AxisScale.LOG ? extent.minPositive() : extent.min());
    double high = scale.forward(extent.max());
    for (Level level : levels) {
      double y = scale.accepts(level.y()) ? scale.forward(level.y()) : Double.NaN;
      if (Math.max(high, y) - Math.min(low, y) <= MOST_STRETCH * (high - low)) {
        extent.add(level.y());
      }
    }
  }

  private static void addWithin(Curve curve, ValueRange x, Extent extent) {
    CurvePoints points = curve.points();
    int from = points.indexAt(x.from(), 0);
    int to = points.indexAt(Math.nextUp(x.to()), from);
    if (curve.style() != CurveStyle.GHOST) {
      points.extent(from, to, extent);
      return;
    }
    // Of a ghost only the average is drawn, which has no pyramid.
    int stride = Math.max(1, (to - from) / SAMPLES);
    for (int i = from; i < to; i += stride) {
      extent.add(curve.smoothed(i));
    }
  }

  private static ValueRange linear(Extent extent) {
    if (extent.isEmpty()) {
      return new ValueRange(0, 1);
    }
    double low = extent.min();
    double high = extent.max();
    if (low == high) {
      return around(low, AxisScale.LINEAR);
    }
    if (low >= 0 && low < NEAR_ZERO * high) {
      low = 0;
    }
    // Half steps: whole ones would waste up to a third of the plot.
    double step = AxisTicks.step(high - low, TICKS) / 2;
    return new ValueRange(
        Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step);
  }

  private static ValueRange logarithmic(Extent extent) {
    double low = extent.minPositive();
    if (!Double.isFinite(low)) {
      return new ValueRange(1, 10);
    }
    if (low == extent.max()) {
      return around(low, AxisScale.LOG);
    }
    double padding = Math.pow(extent.max() / low, LOG_PADDING);
    return new ValueRange(low / padding, extent.max() * padding);
  }
}
