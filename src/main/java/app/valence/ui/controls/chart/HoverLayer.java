package app.valence.ui.controls.chart;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import org.jspecify.annotations.Nullable;

/** Crosshair, dots and read-out over the plot, so that moving the mouse redraws no curve. */
final class HoverLayer extends Pane {
  private final Line crosshair = new Line();
  private final Pane dots = new Pane();
  private final ReadOut readOut = new ReadOut();
  private @Nullable Point2D mouse;

  /** The point of a curve that is read, in pixels. */
  private record Hit(Curve curve, int index, Point2D at) {}

  HoverLayer() {
    setMouseTransparent(true);
    setVisible(false);
    crosshair.getStyleClass().add("chart-crosshair");
    readOut.setManaged(false);
    getChildren().addAll(crosshair, dots, readOut);
  }

  /** Remembers where the mouse is; null if it has left. */
  void moveTo(@Nullable Point2D point) {
    mouse = point;
  }

  ReadOut readOut() {
    return readOut;
  }

  /** Reads the values at the mouse anew, after it has moved or the curves have grown. */
  void refresh(Chart chart, Viewport viewport) {
    Point2D at = mouse;
    if (at == null || !viewport.area().contains(at.getX(), at.getY())) {
      setVisible(false);
      return;
    }
    List<Hit> hits = hits(chart.getData(), viewport, at);
    setVisible(!hits.isEmpty());
    if (hits.isEmpty()) {
      return;
    }
    Hit nearest = hits.get(0);
    for (Hit hit : hits) {
      if (distance(hit, at) < distance(nearest, at)) {
        nearest = hit;
      }
    }
    double x = AxisPainter.hairline(nearest.at.getX());
    crosshair.setStartX(x);
    crosshair.setEndX(x);
    crosshair.setStartY(viewport.area().top());
    crosshair.setEndY(viewport.area().bottom());
    dots.getChildren().setAll(hits.stream().map(h -> dot(h, chart.colors())).toList());
    double nearestX = nearest.curve.x(nearest.index);
    readOut.show(
        chart, nearestX, hits.stream().map(h -> new ReadOut.Row(h.curve, h.index)).toList());
    place(at, x);
  }

  private static double distance(Hit hit, Point2D mouse) {
    return Math.abs(hit.at.getX() - mouse.getX());
  }

  private static List<Hit> hits(ChartData data, Viewport viewport, Point2D mouse) {
    double x = viewport.valueX(mouse.getX());
    var hits = new ArrayList<Hit>();
    for (Curve curve : data.curves()) {
      int index = curve.isVisible() ? curve.points().nearest(x) : -1;
      if (index < 0 || !viewport.x().scale().accepts(curve.x(index))) {
        continue;
      }
      double pixelX = viewport.pixelX(curve.x(index));
      double y = curve.smoothed(index);
      PlotArea area = viewport.area();
      if (pixelX >= area.left() - 1 && pixelX <= area.right() + 1) {
        double pixelY = viewport.y().scale().accepts(y) ? viewport.pixelY(y) : Double.NaN;
        hits.add(new Hit(curve, index, new Point2D(pixelX, pixelY)));
      }
    }
    return hits;
  }

  private Circle dot(Hit hit, ChartColors colors) {
    var dot = new Circle(hit.at.getX(), hit.at.getY(), 3.5, colors.full(hit.curve.color()));
    dot.setStroke(colors.background());
    dot.setStrokeWidth(1.5);
    double y = hit.at.getY();
    dot.setVisible(y >= 0 && y <= getHeight());
    return dot;
  }

  /** Beside the crosshair on the side that has room, and within the plot in any case. */
  private void place(Point2D mouse, double x) {
    // New labels have no style before the next pulse, and without one no size.
    readOut.applyCss();
    double width = Math.ceil(readOut.prefWidth(-1));
    double height = Math.ceil(readOut.prefHeight(width));
    double left = x + 12 + width <= getWidth() ? x + 12 : x - 12 - width;
    left = Math.max(0, Math.min(getWidth() - width, left));
    double top = Math.max(0, Math.min(getHeight() - height, mouse.getY() - height / 2));
    readOut.resizeRelocate(Math.rint(left), Math.rint(top), width, height);
  }
}
