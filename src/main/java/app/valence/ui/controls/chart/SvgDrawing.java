package app.valence.ui.controls.chart;

import app.valence.ui.controls.chart.Surface.TextStyle;
import java.util.List;
import javafx.geometry.HPos;

/** A chart with title and legend as SVG. */
final class SvgDrawing {
  private static final double MARGIN = 12;

  private SvgDrawing() {}

  static String of(Chart chart) {
    var frame = new PlotArea(0, 0, chart.getWidth(), chart.getHeight());
    return of(chart.getData(), chart.plot().zoom(), frame, chart.colors());
  }

  /** Draws a chart of the size of {@code frame}, without a toolkit. */
  static String of(ChartData data, Zoom zoom, PlotArea frame, ChartColors colors) {
    double width = Math.max(frame.width(), 240);
    double height = Math.max(frame.height(), 160);
    var surface = new SvgSurface();
    surface.fill(0, 0, width, height, colors.background());
    double size = colors.fontSize();
    double y = MARGIN;
    String title = data.titleProperty().get();
    if (!title.isEmpty()) {
      y += size * 1.3;
      surface.text(title, MARGIN, y, new TextStyle(colors.text(), size * 1.3, HPos.LEFT));
      y += size * 0.6;
    }
    if (data.curves().size() > 1) {
      y = legend(data, colors, surface, y, width);
    }
    surface.translate(MARGIN, y + 4);
    var plot = new PlotArea(0, 0, width - 2 * MARGIN, height - y - 4 - MARGIN / 2);
    new PlotPainter().paint(data, zoom, plot, surface, colors);
    surface.endTranslation();
    return surface.document(width, height, title);
  }

  private static double legend(
      ChartData data, ChartColors colors, Surface surface, double top, double width) {
    double size = colors.fontSize();
    double x = MARGIN;
    double y = top;
    List<CurveLook> looks = CurveLook.of(data.curves());
    for (int i = 0; i < looks.size(); i++) {
      Curve curve = data.curves().get(i);
      if (!curve.isVisible()) {
        continue;
      }
      double item = Swatch.WIDTH + 6 + surface.textWidth(curve.name(), size);
      if (x > MARGIN && x + item > width - MARGIN) {
        x = MARGIN;
        y += Swatch.HEIGHT + 6;
      }
      Swatch.draw(curve, looks.get(i), colors, surface, x, y);
      surface.text(
          curve.name(),
          x + Swatch.WIDTH + 6,
          y + Swatch.HEIGHT / 2 + size * 0.36,
          new TextStyle(colors.text(), size, HPos.LEFT));
      x += item + 18;
    }
    return y + Swatch.HEIGHT + 4;
  }
}
