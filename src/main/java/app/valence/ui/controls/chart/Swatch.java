package app.valence.ui.controls.chart;

import java.util.List;
import javafx.scene.canvas.Canvas;

/** A sample of a curve, drawn just as the plot draws it. */
final class Swatch extends Canvas {
  static final double WIDTH = 24;
  static final double HEIGHT = 12;

  Swatch(Curve curve, CurveLook look, ChartColors colors) {
    super(WIDTH, HEIGHT);
    draw(curve, look, colors, new CanvasSurface(getGraphicsContext2D(), "System"), 0, 0);
  }

  /** Draws a sample whose upper left corner is at {@code x} and {@code y}. */
  static void draw(
      Curve curve, CurveLook look, ChartColors colors, Surface surface, double x, double y) {
    double middle = y + HEIGHT / 2;
    if (curve.style() == CurveStyle.RAW_WITH_EMA) {
      surface.fill(x, middle - 4, WIDTH, 8, colors.pale(curve.color()));
    }
    surface.line(x, middle, x + WIDTH, middle, look.line(curve, colors));
    if (curve.style() == CurveStyle.LINE) {
      surface.dots(
          look.shape(),
          List.of(new Surface.Dot(x + WIDTH / 2, middle, 3)),
          colors.full(curve.color()),
          colors.background());
    }
  }
}
