package app.valence.ui.controls.chart;

/** Lines in pixels, cut at the edges of the plot so that no surface has to clip. */
final class PixelPath {
  private final DoubleArray xs = new DoubleArray();
  private final DoubleArray ys = new DoubleArray();
  private PlotArea area = new PlotArea(0, 0, 0, 0);
  private double lastX = Double.NaN;
  private double lastY = Double.NaN;
  private double share0;
  private double share1;

  /** Starts anew within {@code newArea}. */
  void reset(PlotArea newArea) {
    xs.clear();
    ys.clear();
    area = newArea;
    lift();
  }

  /** Ends a line: the next point starts another one. */
  void lift() {
    lastX = Double.NaN;
  }

  /** Draws on to a point. */
  void to(double x, double y) {
    if (Double.isNaN(lastX)) {
      if (area.contains(x, y)) {
        start(x, y);
      }
    } else {
      segment(x, y);
    }
    lastX = x;
    lastY = y;
  }

  /** The part of a segment that lies inside, after Liang and Barsky. */
  private void segment(double x, double y) {
    share0 = 0;
    share1 = 1;
    double dx = x - lastX;
    double dy = y - lastY;
    boolean inside =
        cut(-dx, lastX - area.left())
            && cut(dx, area.right() - lastX)
            && cut(-dy, lastY - area.top())
            && cut(dy, area.bottom() - lastY);
    if (!inside) {
      return;
    }
    if (share0 > 0) {
      start(lastX + share0 * dx, lastY + share0 * dy);
    }
    xs.add(share1 < 1 ? lastX + share1 * dx : x);
    ys.add(share1 < 1 ? lastY + share1 * dy : y);
  }

  private boolean cut(double direction, double distance) {
    if (direction == 0) {
      return distance >= 0;
    }
    double share = distance / direction;
    if (direction < 0) {
      share0 = Math.max(share0, share);
    } else {
      share1 = Math.min(share1, share);
    }
    return share0 <= share1;
  }

  private void start(double x, double y) {
    xs.add(Double.NaN);
    ys.add(Double.NaN);
    xs.add(x);
    ys.add(y);
  }

  /** Number of entries, among them the starts of lines. */
  int size() {
    return xs.size();
  }

  /** Whether entry {@code index} only says that the next one starts a line. */
  boolean isStart(int index) {
    return Double.isNaN(xs.get(index));
  }

  double x(int index) {
    return xs.get(index);
  }

  double y(int index) {
    return ys.get(index);
  }
}
