package app.valence.ui.controls.chart;

import javafx.geometry.Point2D;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/** Turns mouse and keys on the plot into zoom and read-out. */
final class PlotInput {
  private static final double SHORTEST_DRAG = 6;
  private static final double STEP = 0.8;
  private static final double PAN = 0.1;

  private final PlotPane plot;
  private double pressedAt = Double.NaN;
  private boolean dragging;

  private PlotInput(PlotPane plot) {
    this.plot = plot;
  }

  static void install(PlotPane plot) {
    var input = new PlotInput(plot);
    plot.addEventHandler(MouseEvent.MOUSE_MOVED, input::move);
    plot.addEventHandler(MouseEvent.MOUSE_EXITED, e -> plot.hover(null));
    plot.addEventHandler(MouseEvent.MOUSE_PRESSED, input::press);
    plot.addEventHandler(MouseEvent.MOUSE_DRAGGED, input::drag);
    plot.addEventHandler(MouseEvent.MOUSE_RELEASED, input::release);
    plot.addEventHandler(MouseEvent.MOUSE_CLICKED, input::click);
    plot.addEventHandler(ScrollEvent.SCROLL, input::scroll);
    plot.addEventHandler(KeyEvent.KEY_PRESSED, input::key);
  }

  private void move(MouseEvent event) {
    plot.hover(new Point2D(event.getX(), event.getY()));
  }

  private void press(MouseEvent event) {
    if (plot.isCompact()) {
      return;
    }
    plot.requestFocus();
    Viewport viewport = plot.viewport();
    boolean starts =
        event.getButton() == MouseButton.PRIMARY
            && viewport != null
            && viewport.area().contains(event.getX(), event.getY());
    pressedAt = starts ? event.getX() : Double.NaN;
    dragging = false;
  }

  private void drag(MouseEvent event) {
    if (Double.isNaN(pressedAt)) {
      return;
    }
    dragging |= Math.abs(event.getX() - pressedAt) >= SHORTEST_DRAG;
    if (dragging) {
      plot.hover(null);
      plot.select(pressedAt, event.getX());
    }
  }

  private void release(MouseEvent event) {
    plot.endSelection();
    Viewport viewport = plot.viewport();
    if (dragging && viewport != null) {
      plot.zoom().show(viewport.valueX(pressedAt), viewport.valueX(event.getX()));
      plot.requestLayout();
    }
    pressedAt = Double.NaN;
    dragging = false;
  }

  private void click(MouseEvent event) {
    if (event.getButton() == MouseButton.PRIMARY
        && event.getClickCount() == 2
        && event.isStillSincePress()) {
      plot.resetZoom();
    }
  }

  private void scroll(ScrollEvent event) {
    Viewport viewport = plot.viewport();
    boolean outAlready = event.getDeltaY() < 0 && !plot.zoom().isZoomed();
    if (viewport == null || event.getDeltaY() == 0 || outAlready || plot.isCompact()) {
      return;
    }
    plot.zoom().by(event.getDeltaY() > 0 ? STEP : 1 / STEP, viewport.valueX(event.getX()));
    plot.requestLayout();
    event.consume();
  }

  private void key(KeyEvent event) {
    Zoom zoom = plot.zoom();
    double middle = new Viewport.Axis(zoom.scale(), zoom.range()).at(0.5);
    switch (event.getCode()) {
      case PLUS, ADD, EQUALS -> zoom.by(STEP, middle);
      case MINUS, SUBTRACT -> zoom.by(1 / STEP, middle);
      case DIGIT0, NUMPAD0, HOME -> zoom.reset();
      case LEFT -> zoom.pan(-PAN);
      case RIGHT -> zoom.pan(PAN);
      default -> {
        return;
      }
    }
    plot.requestLayout();
    event.consume();
  }
}
