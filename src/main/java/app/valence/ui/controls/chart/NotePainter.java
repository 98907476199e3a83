package app.valence.ui.controls.chart;

import app.valence.ui.controls.chart.Surface.TextStyle;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;

/** Draws spans and markers, and keeps their texts apart in rows. */
final class NotePainter {
  private static final double PADDING = 4;

  private final Surface surface;
  private final ChartColors colors;

  /** The stretches of x that are taken, by row. */
  private final List<List<ValueRange>> rows = new ArrayList<>();

  NotePainter(Surface surface, ChartColors colors) {
    this.surface = surface;
    this.colors = colors;
  }

  /** Shades the spans, behind the curves. */
  void shades(List<Span> spans, Viewport viewport) {
    PlotArea area = viewport.area();
    for (Span span : spans) {
      double from = Math.max(area.left(), edge(viewport, span.from(), area.left()));
      double to = Math.min(area.right(), edge(viewport, span.to(), area.right()));
      if (to > from) {
        surface.fill(from, area.top(), to - from, area.height(), colors.shade());
      }
    }
  }

  /** A pixel column, or {@code otherwise} for a value that the axis has no place for. */
  private static double edge(Viewport viewport, double x, double otherwise) {
    return viewport.x().scale().accepts(x) ? Math.rint(viewport.pixelX(x)) : otherwise;
  }

  /** Draws the lines of levels, behind the curves. */
  void levels(List<Level> levels, Viewport viewport) {
    PlotArea area = viewport.area();
    for (Level level : levels) {
      double y = height(level, viewport);
      if (y >= area.top() && y <= area.bottom()) {
        double line = AxisPainter.hairline(y);
        surface.line(area.left(), line, area.right(), line, quiet());
      }
    }
  }

  private Stroke quiet() {
    return new Stroke(colors.muted(), 1, List.of(5.0, 4.0));
  }

  private static double height(Level level, Viewport viewport) {
    return viewport.y().scale().accepts(level.y()) ? viewport.pixelY(level.y()) : Double.NaN;
  }

  /**
   * Names the levels at the side where they hide least, those out of sight with an arrow to where
   * they lie.
   */
  private void levelTexts(ChartData data, Viewport viewport) {
    PlotArea area = viewport.area();
    double size = colors.fontSize() * 0.95;
    for (Level level : data.levels()) {
      double y = height(level, viewport);
      boolean above = y < area.top() - 0.5;
      boolean below = y > area.bottom() + 0.5 || Double.isNaN(y);
      String text = (above ? "\u2191 " : below ? "\u2193 " : "") + level.text();
      double width = surface.textWidth(text, size) + 2 * PADDING;
      double height = size + PADDING;
      double top =
          above ? area.top() + 1 : below ? area.bottom() - height - 1 : beside(y, height, area);
      double left = endsNear(level, data, viewport) ? area.left() + 1 : area.right() - width;
      surface.fill(left, top, width, height, colors.background().deriveColor(0, 1, 1, 0.8));
      surface.text(
          text, left + PADDING, top + size, new TextStyle(colors.muted(), size, HPos.LEFT));
    }
  }

  /** Whether the first curve is nearer to the level at its end than at its beginning. */
  private static boolean endsNear(Level level, ChartData data, Viewport viewport) {
    if (data.curves().isEmpty() || data.curves().get(0).size() == 0) {
      return false;
    }
    Curve curve = data.curves().get(0);
    double y = viewport.y().share(level.y());
    double before = Math.abs(viewport.y().share(curve.smoothed(0)) - y);
    return before > Math.abs(viewport.y().share(curve.smoothed(curve.size() - 1)) - y);
  }

  /** Above the line, or below it where there is no room. */
  private static double beside(double y, double height, PlotArea area) {
    return y - height - 1 >= area.top() ? y - height - 1 : y + 2;
  }

  /** Draws markers and all texts, in front of the curves. */
  void notes(ChartData data, Viewport viewport) {
    PlotArea area = viewport.area();
    levelTexts(data, viewport);
    for (Marker marker : data.markers()) {
      double x = edge(viewport, marker.x(), Double.NaN);
      if (x >= area.left() && x <= area.right()) {
        marker(marker, AxisPainter.hairline(x), area);
      }
    }
    for (Span span : data.spans()) {
      double from = Math.max(area.left(), edge(viewport, span.from(), area.left()));
      double to = Math.min(area.right(), edge(viewport, span.to(), area.right()));
      if (to > from && !span.text().isEmpty()) {
        flag(span.text(), from + 1, area);
      }
    }
  }

  private void marker(Marker marker, double x, PlotArea area) {
    Stroke pole = new Stroke(colors.text(), 1, List.of(3.0, 3.0));
    surface.line(x, area.top(), x, area.bottom(), pole);
    if (!marker.text().isEmpty()) {
      flag(marker.text(), x + 0.5, area);
    }
  }

  /** A text beside {@code x}, to its left where the right has no room. */
  private void flag(String text, double x, PlotArea area) {
    double size = colors.fontSize() * 0.95;
    double width = surface.textWidth(text, size) + 2 * PADDING;
    double height = size + PADDING;
    double left = x + width <= area.right() ? x : Math.max(area.left(), x - 1 - width);
    double top = area.top() + row(new ValueRange(left, left + width)) * (height + 2) + 1;
    if (top + height <= area.bottom()) {
      surface.fill(left, top, width, height, colors.background().deriveColor(0, 1, 1, 0.8));
      surface.text(text, left + PADDING, top + size, new TextStyle(colors.text(), size, HPos.LEFT));
    }
  }

  private int row(ValueRange wanted) {
    for (int row = 0; ; row++) {
      if (row == rows.size()) {
        rows.add(new ArrayList<>());
      }
      List<ValueRange> taken = rows.get(row);
      if (taken.stream().noneMatch(r -> r.from() < wanted.to() && wanted.from() < r.to())) {
        taken.add(wanted);
        return row;
      }
    }
  }
}
