package app.valence.ui.controls.chart;

/** Which values lie where on the plot. */
record Viewport(Axis x, Axis y, PlotArea area) {
  /** The values along one side of the plot. */
  record Axis(AxisScale scale, ValueRange range) {
    /** Where {@code value} lies, 0 at the start of the axis and 1 at its end. */
    double share(double value) {
      double from = scale.forward(range.from());
      return (scale.forward(value) - from) / (scale.forward(range.to()) - from);
    }

    double at(double share) {
      double from = scale.forward(range.from());
      return scale.inverse(from + share * (scale.forward(range.to()) - from));
    }
  }

  double pixelX(double value) {
    return area.left() + x.share(value) * area.width();
  }

  double pixelY(double value) {
    return area.bottom() - y.share(value) * area.height();
  }

  double valueX(double pixel) {
    return x.at((pixel - area.left()) / area.width());
  }
}
