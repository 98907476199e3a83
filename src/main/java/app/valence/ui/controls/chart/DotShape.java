package app.valence.ui.controls.chart;

/** What stands at the points of a line, so that lines differ by more than their colour. */
enum DotShape {
  CIRCLE,
  SQUARE,
  TRIANGLE,
  DIAMOND;

  /** Corners of a shape about a centre, x and y in turn; empty for a circle. */
  double[] corners(double x, double y, double radius) {
    double r = radius;
    return switch (this) {
      case CIRCLE -> new double[0];
      case SQUARE -> new double[] {x - r, y - r, x + r, y - r, x + r, y + r, x - r, y + r};
      case TRIANGLE -> new double[] {x, y - 1.25 * r, x + 1.2 * r, y + r, x - 1.2 * r, y + r};
      case DIAMOND ->
          new double[] {x, y - 1.35 * r, x + 1.35 * r, y, x, y + 1.35 * r, x - 1.35 * r, y};
    };
  }
}
