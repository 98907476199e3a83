package app.valence.ui.controls.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.geometry.HPos;
import javafx.scene.paint.Color;

/** Draws into an SVG document. */
final class SvgSurface implements Surface {
  /** Mean width of a letter in a sans-serif font, which a document cannot ask for. */
  private static final double LETTER = 0.56;

  private final StringBuilder body = new StringBuilder();

  @Override
  public void fill(double x, double y, double width, double height, Color color) {
    element("rect")
        .with("x", x)
        .with("y", y)
        .with("width", width)
        .with("height", height)
        .paint("fill", color)
        .end();
  }

  @Override
  public void line(double x1, double y1, double x2, double y2, Stroke stroke) {
    element("line")
        .with("x1", x1)
        .with("y1", y1)
        .with("x2", x2)
        .with("y2", y2)
        .stroke(stroke)
        .end();
  }

  @Override
  public void path(PixelPath path, Stroke stroke) {
    var data = new StringBuilder();
    boolean move = true;
    for (int i = 0; i < path.size(); i++) {
      if (path.isStart(i)) {
        move = true;
      } else {
        data.append(move ? "M" : "L").append(text(path.x(i))).append(' ').append(text(path.y(i)));
        move = false;
      }
    }
    if (data.length() > 0) {
      element("path").with("d", data.toString()).with("fill", "none").stroke(stroke).end();
    }
  }

  @Override
  public void bars(ColumnBars bars, Color color) {
    var data = new StringBuilder();
    for (int i = 0; i < bars.count(); i++) {
      if (!bars.isEmpty(i)) {
        data.append('M').append(text(bars.left() + i)).append(' ').append(text(bars.top(i)));
        data.append("h1V").append(text(bars.bottom(i))).append("h-1z");
      }
    }
    if (data.length() > 0) {
      element("path").with("d", data.toString()).paint("fill", color).end();
    }
  }

  @Override
  public void dots(DotShape shape, List<Dot> centers, Color fill, Color outline) {
    for (Dot dot : centers) {
      double[] corners = shape.corners(dot.x(), dot.y(), dot.radius());
      if (corners.length == 0) {
        element("circle").with("cx", dot.x()).with("cy", dot.y()).with("r", dot.radius());
      } else {
        var points = new StringBuilder();
        for (double corner : corners) {
          points.append(text(corner)).append(' ');
        }
        element("polygon").with("points", points.toString().trim());
      }
      paint("fill", fill).stroke(new Stroke(outline, 0.75)).end();
    }
  }

  @Override
  public void text(String text, double x, double y, TextStyle style) {
    String anchor =
        style.align() == HPos.LEFT ? "start" : style.align() == HPos.RIGHT ? "end" : "middle";
    element("text")
        .with("x", x)
        .with("y", y)
        .with("font-size", style.size())
        .with("text-anchor", anchor)
        .paint("fill", style.color());
    body.append('>').append(escaped(text)).append("</text>\n");
  }

  @Override
  public double textWidth(String text, double size) {
    return text.length() * size * LETTER;
  }

  /** Moves all that is drawn from here on, until {@link #endTranslation}. */
  void translate(double x, double y) {
    body.append("<g transform=\"translate(").append(text(x)).append(' ').append(text(y));
    body.append(")\">\n");
  }

  void endTranslation() {
    body.append("</g>\n");
  }

  String document(double width, double height, String title) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\" "
            .formatted(text(width), text(height))
        + "viewBox=\"0 0 %s %s\" font-family=\"sans-serif\" stroke=\"none\">\n"
            .formatted(text(width), text(height))
        + ("<title>" + escaped(title) + "</title>\n")
        + body
        + "</svg>\n";
  }

  private SvgSurface element(String name) {
    body.append('<').append(name);
    return this;
  }

  private SvgSurface with(String name, String value) {
    body.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
    return this;
  }

  private SvgSurface with(String name, double value) {
    return with(name, text(value));
  }

  private SvgSurface paint(String name, Color color) {
    with(
        name,
        String.format(
            Locale.ROOT,
            "#%02x%02x%02x",
            Math.round(color.getRed() * 255),
            Math.round(color.getGreen() * 255),
            Math.round(color.getBlue() * 255)));
    return color.getOpacity() < 1 ? with(name + "-opacity", color.getOpacity()) : this;
  }

  private SvgSurface stroke(Stroke stroke) {
    paint("stroke", stroke.color()).with("stroke-width", stroke.width());
    with("stroke-linejoin", "round");
    return stroke.dashes().isEmpty()
        ? this
        : with(
            "stroke-dasharray",
            stroke.dashes().stream().map(SvgSurface::text).collect(Collectors.joining(" ")));
  }

  private void end() {
    body.append("/>\n");
  }

  /** Hundredths of a pixel are finer than anybody sees. */
  private static String text(double value) {
    return BigDecimal.valueOf(value)
        .setScale(2, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** XML has no place for most control characters, escaped or not. */
  private static String escaped(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
