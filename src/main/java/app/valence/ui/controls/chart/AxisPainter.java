package app.valence.ui.controls.chart;

import app.valence.ui.controls.chart.AxisTicks.Tick;
import app.valence.ui.controls.chart.Surface.TextStyle;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.paint.Color;

/** Draws grid, tick texts and axis titles, and finds the room that they leave to the plot. */
final class AxisPainter {
  private static final double GAP = 7;
  private static final double PIXELS_PER_Y_TICK = 38;
  private static final double PIXELS_PER_X_TICK = 60;
  private static final double MOST_X_TICKS = 10;

  /** Below this height or width the title of the x axis is left out. */
  private static final double SMALL_HEIGHT = 150;

  private static final double SMALL_WIDTH = 260;
  private static final double RIGHT_MARGIN = 14;

  private final Surface surface;
  private final ChartColors colors;

  AxisPainter(Surface surface, ChartColors colors) {
    this.surface = surface;
    this.colors = colors;
  }

  /** Where the curves go on a picture of this size. */
  PlotArea area(ChartData data, ValueRange y, double width, double height) {
    double size = colors.fontSize();
    double top = showsYTitle(data) ? size + 12 : size * 0.5 + 2;
    double bottom = size + GAP + 4 + (showsXTitle(data, width, height) ? size + 6 : 0);
    double plotHeight = Math.max(1, Math.floor(height - top - bottom));
    double widest = 0;
    for (Tick tick : yTicks(data.yScaleProperty().get(), y, plotHeight)) {
      widest = Math.max(widest, surface.textWidth(tick.text(), size));
    }
    double left = Math.max(data.axisWidthProperty().get(), Math.ceil(widest + GAP));
    return new PlotArea(
        left, Math.floor(top), Math.max(1, Math.floor(width - left - RIGHT_MARGIN)), plotHeight);
  }

  private static boolean showsYTitle(ChartData data) {
    String title = data.yTitle();
    return !title.isEmpty() && !title.equals(data.titleProperty().get());
  }

  private static boolean showsXTitle(ChartData data, double width, double height) {
    return height >= SMALL_HEIGHT && width >= SMALL_WIDTH && !data.xLabelProperty().get().isEmpty();
  }

  private static List<Tick> yTicks(AxisScale scale, ValueRange range, double height) {
    return AxisTicks.of(scale, range, (int) Math.max(2, height / PIXELS_PER_Y_TICK));
  }

  private static List<Tick> xTicks(Viewport viewport) {
    double room = viewport.area().width() / PIXELS_PER_X_TICK;
    int wanted = (int) Math.max(2, Math.min(MOST_X_TICKS, room));
    return AxisTicks.of(viewport.x().scale(), viewport.x().range(), wanted);
  }

  /** Draws the grid, which belongs behind the curves. */
  void grid(Viewport viewport) {
    PlotArea area = viewport.area();
    for (Tick tick : xTicks(viewport)) {
      double x = hairline(viewport.pixelX(tick.value()));
      surface.line(x, area.top(), x, area.bottom(), gridLine(false));
    }
    for (Tick tick : yTicks(viewport.y().scale(), viewport.y().range(), area.height())) {
      double y = hairline(viewport.pixelY(tick.value()));
      surface.line(area.left(), y, area.right(), y, gridLine(tick.major()));
    }
  }

  private Stroke gridLine(boolean major) {
    Color color = colors.grid();
    return new Stroke(major ? color : color.deriveColor(0, 1, 1, 0.45), 1);
  }

  /** Draws the base line, which is all of the axes that an empty chart has. */
  void baseLine(PlotArea area) {
    double base = hairline(area.bottom());
    surface.line(area.left(), base, area.right(), base, new Stroke(colors.muted(), 1));
  }

  /** Draws all texts, which belong in front of the curves. */
  void texts(ChartData data, Viewport viewport, double height) {
    PlotArea area = viewport.area();
    xTexts(viewport);
    yTexts(viewport);
    double size = colors.fontSize();
    if (showsYTitle(data)) {
      surface.text(data.yTitle(), 0, size, muted(HPos.LEFT));
    }
    if (showsXTitle(data, area.right() + RIGHT_MARGIN, height)) {
      double middle = area.left() + area.width() / 2;
      surface.text(data.xLabelProperty().get(), middle, height - 3, muted(HPos.CENTER));
    }
  }

  private void xTexts(Viewport viewport) {
    PlotArea area = viewport.area();
    double size = colors.fontSize();
    double free = Double.NEGATIVE_INFINITY;
    for (Tick tick : xTicks(viewport)) {
      if (!tick.major()) {
        continue;
      }
      double width = surface.textWidth(tick.text(), size);
      double x =
          Math.min(viewport.pixelX(tick.value()) - width / 2, area.right() + RIGHT_MARGIN - width);
      if (x > free) {
        surface.text(tick.text(), x, area.bottom() + GAP + size, muted(HPos.LEFT));
        free = x + width + GAP;
      }
    }
  }

  private void yTexts(Viewport viewport) {
    PlotArea area = viewport.area();
    double size = colors.fontSize();
    for (Tick tick : yTicks(viewport.y().scale(), viewport.y().range(), area.height())) {
      if (tick.major()) {
        double y = viewport.pixelY(tick.value()) + size * 0.36;
        surface.text(tick.text(), area.left() - GAP, y, muted(HPos.RIGHT));
      }
    }
  }

  private TextStyle muted(HPos align) {
    return new TextStyle(colors.muted(), colors.fontSize(), align);
  }

  /** The middle of the pixel at {@code position}: a line of one pixel there stays sharp. */
  static double hairline(double position) {
    return Math.floor(position) + 0.5;
  }
}
