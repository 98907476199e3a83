package app.valence.ui.controls.chart;

import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/**
 * The plot of a chart. It draws while it is laid out, which a pulse does once however often it was
 * asked for, and being unmanaged it spares its parents the layout.
 */
final class PlotPane extends Region {
  private final Chart chart;
  private final Canvas canvas = new Canvas();
  private final Label empty = new Label();
  private final HoverLayer hover = new HoverLayer();
  private final Rectangle selection = new Rectangle();
  private final Zoom zoom = new Zoom();
  private final PlotPainter painter = new PlotPainter();
  private @Nullable CanvasSurface surface;
  private @Nullable Node awaited;
  private @Nullable Viewport viewport;
  private long drawings;

  PlotPane(Chart chart) {
    this.chart = chart;
    setManaged(false);
    getStyleClass().add("chart-plot");
    focusTraversableProperty().bind(chart.compactProperty().not());
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    empty.getStyleClass().add("chart-empty");
    empty.setWrapText(true);
    empty.setMouseTransparent(true);
    selection.getStyleClass().add("chart-selection");
    selection.setManaged(false);
    selection.setMouseTransparent(true);
    selection.setVisible(false);
    hover.setManaged(false);
    getChildren().addAll(canvas, empty, selection, hover);
    sceneProperty().addListener((o, was, is) -> requestLayout());
    PlotInput.install(this);
  }

  @Override
  protected void layoutChildren() {
    Node veil = hiddenAncestor();
    if (veil != null) {
      drawOnceVisible(veil);
      return;
    }
    canvas.setWidth(getWidth());
    canvas.setHeight(getHeight());
    hover.resizeRelocate(0, 0, getWidth(), getHeight());
    if (getWidth() > 0 && getHeight() > 0) {
      draw();
    }
  }

  private @Nullable Node hiddenAncestor() {
    for (Node node = this; node != null; node = node.getParent()) {
      if (!node.isVisible()) {
        return node;
      }
    }
    return null;
  }

  private void drawOnceVisible(Node veil) {
    if (veil == awaited) {
      return;
    }
    awaited = veil;
    veil.visibleProperty()
        .addListener(
            new ChangeListener<>() {
              @Override
              public void changed(
                  ObservableValue<? extends Boolean> visible, Boolean was, Boolean is) {
                visible.removeListener(this);
                awaited = null;
                requestLayout();
              }
            });
  }

  private void draw() {
    drawings++;
    ChartData data = chart.getData();
    var graphics = canvas.getGraphicsContext2D();
    graphics.clearRect(0, 0, getWidth(), getHeight());
    String family = chart.title().getFont().getFamily();
    if (surface == null || !surface.family().equals(family)) {
      surface = new CanvasSurface(graphics, family);
    }
    var frame = new PlotArea(0, 0, getWidth(), getHeight());
    viewport = painter.paint(data, zoom, frame, surface, chart.colors());
    boolean isEmpty = !ChartRanges.hasPoints(data);
    empty.setVisible(isEmpty);
    if (isEmpty) {
      placeEmptyText(viewport.area());
    }
    hover.refresh(chart, viewport);
    setAccessibleText(PlotDescription.of(data));
  }

  private void placeEmptyText(PlotArea area) {
    empty.setText(chart.emptyTextProperty().get());
    double width = Math.min(area.width() - 16, empty.prefWidth(-1));
    double height = empty.prefHeight(width);
    empty.resizeRelocate(
        Math.rint(area.left() + (area.width() - width) / 2),
        Math.rint(area.top() + (area.height() - height) / 2),
        Math.ceil(width),
        Math.ceil(height));
  }

  /** How often it was drawn, for tests and the benchmark. */
  long drawings() {
    return drawings;
  }

  @Nullable Viewport viewport() {
    return viewport;
  }

  boolean isCompact() {
    return chart.isCompact();
  }

  Zoom zoom() {
    return zoom;
  }

  void resetZoom() {
    zoom.reset();
    requestLayout();
  }

  /** Reads the values at a point, or none if null. */
  void hover(@Nullable Point2D point) {
    hover.moveTo(point);
    if (viewport != null) {
      hover.refresh(chart, viewport);
    }
  }

  HoverLayer hoverLayer() {
    return hover;
  }

  /** Marks a stretch of the plot that is about to be zoomed in on. */
  void select(double from, double to) {
    if (viewport != null) {
      PlotArea area = viewport.area();
      double left = Math.max(area.left(), Math.min(from, to));
      double right = Math.min(area.right(), Math.max(from, to));
      selection.setX(left);
      selection.setWidth(Math.max(0, right - left));
      selection.setY(area.top());
      selection.setHeight(area.height());
      selection.setVisible(true);
    }
  }

  void endSelection() {
    selection.setVisible(false);
  }
}
