package app.valence.ui.controls.chart;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.HPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/** Draws on the screen. */
final class CanvasSurface implements Surface {
  private static final int WIDTHS = 500;

  private final GraphicsContext graphics;
  private final String family;
  private final Map<Double, Font> fonts = new HashMap<>();
  private final Map<String, Double> widths = new HashMap<>();
  private final Text measure = new Text();

  CanvasSurface(GraphicsContext graphics, String family) {
    this.graphics = graphics;
    this.family = family;
    // Not round: on lines this thin nobody sees it, and each would be rasterised as a curve.
    graphics.setLineJoin(StrokeLineJoin.BEVEL);
  }

  String family() {
    return family;
  }

  @Override
  public void fill(double x, double y, double width, double height, Color color) {
    graphics.setFill(color);
    graphics.fillRect(x, y, width, height);
  }

  @Override
  public void line(double x1, double y1, double x2, double y2, Stroke stroke) {
    boolean upright = x1 == x2 || y1 == y2;
    if (upright && stroke.dashes().isEmpty()) {
      // A rectangle is copied where a stroke is rasterised, and grids have many of them.
      double half = stroke.width() / 2;
      graphics.setFill(stroke.color());
      graphics.fillRect(
          Math.min(x1, x2) - (x1 == x2 ? half : 0),
          Math.min(y1, y2) - (y1 == y2 ? half : 0),
          x1 == x2 ? stroke.width() : Math.abs(x2 - x1),
          y1 == y2 ? stroke.width() : Math.abs(y2 - y1));
    } else {
      set(stroke);
      graphics.strokeLine(x1, y1, x2, y2);
    }
  }

  private void set(Stroke stroke) {
    graphics.setStroke(stroke.color());
    graphics.setLineWidth(stroke.width());
    graphics.setLineCap(StrokeLineCap.BUTT);
    graphics.setLineDashes(stroke.dashes().stream().mapToDouble(Double::doubleValue).toArray());
  }

  @Override
  public void path(PixelPath path, Stroke stroke) {
    set(stroke);
    graphics.beginPath();
    for (int i = 0; i < path.size(); i++) {
      if (path.isStart(i)) {
        i++;
        graphics.moveTo(path.x(i), path.y(i));
      } else {
        graphics.lineTo(path.x(i), path.y(i));
      }
    }
    graphics.stroke();
  }

  @Override
  public void bars(ColumnBars bars, Color color) {
    graphics.setFill(color);
    for (int i = 0; i < bars.count(); i++) {
      if (!bars.isEmpty(i)) {
        // Whole pixels: the ends of a bar need no antialiasing.
        double top = Math.floor(bars.top(i));
        graphics.fillRect(bars.left() + i, top, 1, Math.ceil(bars.bottom(i)) - top);
      }
    }
  }

  @Override
  public void dots(DotShape shape, List<Dot> centers, Color fill, Color outline) {
    graphics.setFill(fill);
    graphics.setStroke(outline);
    graphics.setLineWidth(1.5);
    graphics.setLineDashes();
    for (Dot dot : centers) {
      double r = dot.radius();
      if (shape == DotShape.CIRCLE) {
        graphics.strokeOval(dot.x() - r, dot.y() - r, 2 * r, 2 * r);
        graphics.fillOval(dot.x() - r, dot.y() - r, 2 * r, 2 * r);
        continue;
      }
      double[] corners = shape.corners(dot.x(), dot.y(), r);
      double[] xs = new double[corners.length / 2];
      double[] ys = new double[xs.length];
      for (int i = 0; i < xs.length; i++) {
        xs[i] = corners[2 * i];
        ys[i] = corners[2 * i + 1];
      }
      graphics.strokePolygon(xs, ys, xs.length);
      graphics.fillPolygon(xs, ys, xs.length);
    }
  }

  @Override
  public void text(String text, double x, double y, TextStyle style) {
    graphics.setFill(style.color());
    graphics.setFont(font(style.size()));
    graphics.setTextAlign(
        style.align() == HPos.LEFT
            ? TextAlignment.LEFT
            : style.align() == HPos.RIGHT ? TextAlignment.RIGHT : TextAlignment.CENTER);
    graphics.fillText(text, x, y);
  }

  @Override
  public double textWidth(String text, double size) {
    if (widths.size() > WIDTHS) {
      widths.clear();
    }
    return widths.computeIfAbsent(
        size + text,
        key -> {
          measure.setFont(font(size));
          measure.setText(text);
          return measure.getLayoutBounds().getWidth();
        });
  }

  private Font font(double size) {
    return fonts.computeIfAbsent(size, s -> Font.font(family, s));
  }
}
