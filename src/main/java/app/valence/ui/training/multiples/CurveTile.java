package app.valence.ui.training.multiples;

import app.valence.ui.controls.chart.Chart;
import javafx.beans.binding.Bindings;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A small chart with its name and its last value; a click or Enter enlarges it. */
final class CurveTile extends VBox {
  private final Runnable enlarge;

  CurveTile(MetricCurve curve, Chart chart, Runnable enlarge) {
    this.enlarge = enlarge;
    getStyleClass().add("curve-tile");
    chart.setCompact(true);
    chart.setMinSize(0, 0);
    VBox.setVgrow(chart, Priority.ALWAYS);
    var title = new Label();
    title.textProperty().bind(curve.titleProperty());
    title.getStyleClass().add("caption");
    getChildren().setAll(title, values(curve), chart);
    setFocusTraversable(true);
    setCursor(Cursor.HAND);
    setAccessibleRole(AccessibleRole.BUTTON);
    accessibleTextProperty()
        .bind(
            curve
                .data()
                .titleProperty()
                .concat(", ")
                .concat(curve.valueProperty())
                .concat(", ")
                .concat(curve.comparedProperty()));
    // What is read at the mouse may reach over the neighbours.
    viewOrderProperty().bind(Bindings.when(hoverProperty()).then(-1.0).otherwise(0.0));
    addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
    addEventHandler(KeyEvent.KEY_PRESSED, this::press);
  }

  private static HBox values(MetricCurve curve) {
    var value = new Label();
    value.textProperty().bind(curve.valueProperty());
    value.getStyleClass().add("value");
    value.setMinWidth(Region.USE_PREF_SIZE);
    var compared = new Label();
    compared.textProperty().bind(curve.comparedProperty());
    compared.getStyleClass().addAll("caption", "compared");
    var row = new HBox(value, compared);
    row.getStyleClass().add("values");
    return row;
  }

  private void click(MouseEvent event) {
    if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
      requestFocus();
      enlarge.run();
    }
  }

  private void press(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
      enlarge.run();
      event.consume();
    }
  }
}
