package app.valence.ui.controls.chart;

import app.valence.files.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.transform.Transform;
import javax.imageio.ImageIO;

/** Writes a chart to a file: as it is seen, as a drawing that scales, or as its raw points. */
public final class ChartExport {
  /** Pixels of a picture for each pixel of the screen: sharp in a document too. */
  private static final double PNG_SCALE = 2;

  private static final double MARGIN = 12;

  /** The kinds of file. */
  public enum Format {
    PNG,
    SVG,
    CSV;

    /** The end of a file name, without a dot. */
    public String extension() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private ChartExport() {}

  /**
   * Replaces {@code target} by the chart. Only on the FX thread.
   *
   * @throws IOException if the file cannot be written
   */
  public static void write(Chart chart, Format format, Path target) throws IOException {
    switch (format) {
      case PNG -> AtomicFile.writeStream(target, out -> writePng(chart, out));
      case SVG -> AtomicFile.writeText(target, SvgDrawing.of(chart));
      case CSV -> writeCsv(chart.getData(), target);
    }
  }

  private static void writePng(Chart chart, OutputStream out) throws IOException {
    var parameters = new SnapshotParameters();
    parameters.setTransform(Transform.scale(PNG_SCALE, PNG_SCALE));
    parameters.setFill(chart.colors().background());
    // The viewport is in the units of the chart's parent, after the transform.
    Bounds bounds = chart.getBoundsInParent();
    parameters.setViewport(
        new Rectangle2D(
            PNG_SCALE * (bounds.getMinX() - MARGIN),
            PNG_SCALE * (bounds.getMinY() - MARGIN),
            PNG_SCALE * (chart.getWidth() + 2 * MARGIN),
            PNG_SCALE * (chart.getHeight() + 2 * MARGIN)));
    ImageIO.write(toAwt(chart.snapshot(parameters, null)), "png", out);
  }

  private static BufferedImage toAwt(WritableImage image) {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    var copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    copy.setRGB(0, 0, width, height, pixels, 0, width);
    return copy;
  }

  /** Replaces {@code target} by all points in long form: curve, x, y. */
  public static void writeCsv(ChartData data, Path target) throws IOException {
    AtomicFile.writeStream(
        target,
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          writeCsv(data, writer);
          writer.flush();
        });
  }

  static void writeCsv(ChartData data, Writer writer) throws IOException {
    writer.write("curve,x,y\r\n");
    for (Curve curve : data.curves()) {
      String name = quoted(curve.name());
      for (int i = 0; i < curve.size(); i++) {
        writer.write(name + "," + number(curve.x(i)) + "," + number(curve.y(i)) + "\r\n");
      }
    }
  }

  /** All digits that tell a number from its neighbours; a step is no fraction. */
  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** Quotes of RFC 4180, where a field needs them. */
  private static String quoted(String field) {
    return field.matches("(?s).*[\",\r\n].*") ? '"' + field.replace("\"", "\"\"") + '"' : field;
  }
}
