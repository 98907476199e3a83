package app.valence.ui.controls.chart;

/** The rectangle between the axes, in pixels. */
record PlotArea(double left, double top, double width, double height) {
  double right() {
    return left + width;
  }

  double bottom() {
    return top + height;
  }

  boolean contains(double x, double y) {
    return x >= left && x <= right() && y >= top && y <= bottom();
  }
}
