package app.valence.ui.controls.chart;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.paint.Color;

/**
 * Draws curves at a cost of the pixels they cover, not of the points they have: strokes of
 * antialiased paths are what a software renderer is slow at.
 */
final class CurvePainter {
  private static final double PIXELS_PER_DOT = 9;

  private final ColumnBars bars = new ColumnBars();
  private final PixelPath path = new PixelPath();
  private final Extent extent = new Extent();

  /** Draws all curves that are shown: ghosts at the back, then raw values, then lines. */
  void paint(ChartData data, Viewport viewport, Surface surface, ChartColors colors) {
    List<Curve> curves = data.curves();
    List<CurveLook> looks = CurveLook.of(curves);
    for (CurveStyle style :
        new CurveStyle[] {CurveStyle.GHOST, CurveStyle.RAW_WITH_EMA, CurveStyle.LINE}) {
      for (Curve curve : curves) {
        if (curve.isVisible() && curve.style() == style && style == CurveStyle.RAW_WITH_EMA) {
          raw(curve, viewport, surface, colors);
        }
      }
      for (int i = 0; i < curves.size(); i++) {
        if (curves.get(i).isVisible() && curves.get(i).style() == style) {
          line(curves.get(i), looks.get(i), viewport, surface, colors);
        }
      }
    }
  }

  private void raw(Curve curve, Viewport viewport, Surface surface, ChartColors colors) {
    // Without an average the raw curve itself is what is to be read.
    Color tone = averaged(curve) ? colors.pale(curve.color()) : colors.full(curve.color());
    Window window = Window.of(curve, viewport);
    if (window.isSparse()) {
      follow(curve, viewport, window, false);
      surface.path(path, new Stroke(tone, 1));
    } else {
      fillBars(curve, viewport, window);
      surface.bars(bars, tone);
    }
  }

  private void line(
      Curve curve, CurveLook look, Viewport viewport, Surface surface, ChartColors colors) {
    Window window = Window.of(curve, viewport);
    if (curve.style() == CurveStyle.RAW_WITH_EMA && !averaged(curve) && !window.isSparse()) {
      return;
    }
    follow(curve, viewport, window, true);
    surface.path(path, look.line(curve, colors));
    if (curve.style() == CurveStyle.LINE) {
      List<Surface.Dot> dots = dots(curve, viewport, window);
      surface.dots(look.shape(), dots, colors.full(curve.color()), colors.background());
    }
  }

  private static boolean averaged(Curve curve) {
    return curve.getSmoothing() > 0;
  }

  /** The points of a curve that are in sight, and how many pixel columns there are for them. */
  private record Window(int from, int to, int columns) {
    static Window of(Curve curve, Viewport viewport) {
      ValueRange x = viewport.x().range();
      int from = curve.points().indexAt(x.from(), 0);
      int to = curve.points().indexAt(Math.nextUp(x.to()), from);
      return new Window(from, to, Math.max(1, (int) viewport.area().width()));
    }

    boolean isSparse() {
      return to - from <= columns;
    }
  }

  /** Lays the path through all points in sight, or through the last one of each column. */
  private void follow(Curve curve, Viewport viewport, Window window, boolean smoothed) {
    path.reset(viewport.area());
    int last = Math.min(curve.size() - 1, window.to);
    if (window.isSparse()) {
      for (int i = Math.max(0, window.from - 1); i <= last; i++) {
        follow(curve, viewport, i, smoothed);
      }
      return;
    }
    follow(curve, viewport, window.from, smoothed);
    int next = window.from;
    for (int column = 0; column < window.columns; column++) {
      int end = columnEnd(curve, viewport, window, column, next);
      if (end > next) {
        follow(curve, viewport, end - 1, smoothed);
        next = end;
      }
    }
    follow(curve, viewport, last, smoothed);
  }

  private void follow(Curve curve, Viewport viewport, int index, boolean smoothed) {
    double y = smoothed ? curve.smoothed(index) : curve.y(index);
    if (viewport.y().scale().accepts(y) && viewport.x().scale().accepts(curve.x(index))) {
      path.to(viewport.pixelX(curve.x(index)), viewport.pixelY(y));
    } else {
      path.lift();
    }
  }

  private static int columnEnd(
      Curve curve, Viewport viewport, Window window, int column, int from) {
    return column == window.columns - 1
        ? window.to
        : curve.points().indexAt(viewport.valueX(viewport.area().left() + column + 1), from);
  }

  private void fillBars(Curve curve, Viewport viewport, Window window) {
    bars.reset(viewport.area().left(), window.columns);
    int next = window.from;
    for (int column = 0; column < window.columns; column++) {
      int end = columnEnd(curve, viewport, window, column, next);
      extent.reset();
      if (end > next) {
        curve.points().extent(next, end, extent);
        addJoint(curve, next);
        addJoint(curve, end);
      } else {
        addBetween(curve, next, viewport.valueX(viewport.area().left() + column + 0.5));
      }
      setBar(column, viewport);
      next = end;
    }
  }

  /** Half the way between a point and the one before it, so that neighbouring columns touch. */
  private void addJoint(Curve curve, int index) {
    if (index > 0 && index < curve.size()) {
      extent.add((curve.y(index - 1) + curve.y(index)) / 2);
    }
  }

  /** The straight line across a column without points. */
  private void addBetween(Curve curve, int index, double x) {
    if (index > 0 && index < curve.size()) {
      double share = (x - curve.x(index - 1)) / (curve.x(index) - curve.x(index - 1));
      extent.add(curve.y(index - 1) + share * (curve.y(index) - curve.y(index - 1)));
    }
  }

  private void setBar(int column, Viewport viewport) {
    boolean log = viewport.y().scale() == AxisScale.LOG;
    double low = log ? extent.minPositive() : extent.min();
    if (extent.isEmpty() || low > extent.max()) {
      bars.set(column, Double.NaN, Double.NaN);
      return;
    }
    PlotArea area = viewport.area();
    double top = viewport.pixelY(extent.max());
    double bottom = viewport.pixelY(low);
    if (bottom < area.top() || top > area.bottom()) {
      bars.set(column, Double.NaN, Double.NaN);
      return;
    }
    double thin = Math.max(0, 1 - (bottom - top)) / 2;
    bars.set(column, Math.max(area.top(), top - thin), Math.min(area.bottom(), bottom + thin));
  }

  private static List<Surface.Dot> dots(Curve curve, Viewport viewport, Window window) {
    var dots = new ArrayList<Surface.Dot>();
    if ((window.to - window.from) * PIXELS_PER_DOT > window.columns) {
      return dots;
    }
    for (int i = window.from; i < window.to; i++) {
      double y = curve.smoothed(i);
      if (viewport.y().scale().accepts(y) && viewport.x().scale().accepts(curve.x(i))) {
        double pixelX = viewport.pixelX(curve.x(i));
        double pixelY = viewport.pixelY(y);
        if (viewport.area().contains(pixelX, pixelY)) {
          dots.add(new Surface.Dot(pixelX, pixelY, 3));
        }
      }
    }
    return dots;
  }
}
