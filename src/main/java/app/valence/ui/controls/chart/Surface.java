package app.valence.ui.controls.chart;

import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.paint.Color;

/** Something a chart can be drawn on: the screen or a file of vectors. */
interface Surface {
  /** How a text is drawn; {@code size} in pixels. */
  record TextStyle(Color color, double size, HPos align) {}

  void fill(double x, double y, double width, double height, Color color);

  void line(double x1, double y1, double x2, double y2, Stroke stroke);

  void path(PixelPath path, Stroke stroke);

  void bars(ColumnBars bars, Color color);

  void dots(DotShape shape, List<Dot> centers, Color fill, Color outline);

  /** Draws a text whose baseline is at {@code y} and whose aligned edge is at {@code x}. */
  void text(String text, double x, double y, TextStyle style);

  double textWidth(String text, double size);

  /** A point of a line, in pixels. */
  record Dot(double x, double y, double radius) {}
}
