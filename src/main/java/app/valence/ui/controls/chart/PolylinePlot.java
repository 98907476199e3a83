package app.valence.ui.controls.chart;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/** One stroke through all points, as most charts draw: what the chart is compared with. */
final class PolylinePlot extends Region {
  private final Curve curve;
  private final Canvas canvas = new Canvas();

  PolylinePlot(Curve curve) {
    this.curve = curve;
    getChildren().add(canvas);
  }

  @Override
  protected void layoutChildren() {
    canvas.setWidth(getWidth());
    canvas.setHeight(getHeight());
    GraphicsContext graphics = canvas.getGraphicsContext2D();
    graphics.clearRect(0, 0, getWidth(), getHeight());
    graphics.setStroke(Color.STEELBLUE);
    graphics.beginPath();
    double first = curve.x(0);
    double length = curve.x(curve.size() - 1) - first;
    for (int i = 0; i < curve.size(); i++) {
      double x = (curve.x(i) - first) / length * getWidth();
      graphics.lineTo(x, getHeight() * (1 - curve.y(i) / 2));
    }
    graphics.stroke();
  }
}
