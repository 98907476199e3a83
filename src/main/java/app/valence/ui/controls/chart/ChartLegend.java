package app.valence.ui.controls.chart;

import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.WeakListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import org.jspecify.annotations.Nullable;

/** Names the curves, each with a sample; a click hides a curve or shows it again. */
final class ChartLegend extends FlowPane {
  private final Chart chart;
  private final ListChangeListener<Curve> onCurves = this::update;
  private final WeakListChangeListener<Curve> weakOnCurves = new WeakListChangeListener<>(onCurves);
  private @Nullable ObservableList<Curve> curves;

  ChartLegend(Chart chart) {
    super(4, 2);
    this.chart = chart;
    getStyleClass().add("chart-legend");
    setAlignment(Pos.CENTER_LEFT);
  }

  /** Names other curves. A single curve needs no legend: the title says what it is. */
  void show(ObservableList<Curve> newCurves) {
    if (curves != null) {
      curves.removeListener(weakOnCurves);
    }
    curves = newCurves;
    newCurves.addListener(weakOnCurves);
    rebuild(newCurves);
  }

  private void update(ListChangeListener.Change<? extends Curve> change) {
    while (change.next()) {
      if (!change.wasUpdated()) {
        rebuild(change.getList());
        return;
      }
    }
  }

  private void rebuild(List<? extends Curve> shown) {
    getChildren()
        .setAll(shown.size() < 2 ? List.<Node>of() : shown.stream().map(this::button).toList());
    redraw();
  }

  private ToggleButton button(Curve curve) {
    var button = new ToggleButton(curve.name());
    button.getStyleClass().add("legend-item");
    button.selectedProperty().bindBidirectional(curve.visibleProperty());
    button.setUserData(curve);
    // Heard at the button, for the curve may outlive it; the binding holds it weakly.
    button.selectedProperty().subscribe(selected -> describe(button, curve));
    return button;
  }

  private void describe(ToggleButton button, Curve curve) {
    ChartTexts texts = chart.textsProperty().get();
    button.setAccessibleText(
        curve.name() + ", " + (curve.isVisible() ? texts.shown() : texts.hidden()));
  }

  /** The width of all names in one row. */
  double rowWidth() {
    double width = 0;
    for (Node node : getChildren()) {
      width += Math.ceil(node.prefWidth(-1)) + getHgap();
    }
    return Math.max(0, width - getHgap());
  }

  boolean isEmpty() {
    return getChildren().isEmpty();
  }

  /** Draws the samples in the colours of now. */
  void redraw() {
    if (curves == null) {
      return;
    }
    List<CurveLook> looks = CurveLook.of(curves);
    for (Node node : getChildren()) {
      if (node instanceof ToggleButton button && button.getUserData() instanceof Curve curve) {
        int index = curves.indexOf(curve);
        button.setGraphic(new Swatch(curve, looks.get(index), chart.colors()));
      }
    }
  }
}
