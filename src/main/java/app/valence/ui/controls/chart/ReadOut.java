package app.valence.ui.controls.chart;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;

/** A small table of what each curve says at one x. */
final class ReadOut extends GridPane {
  /** A curve and the point of it that is read. */
  record Row(Curve curve, int index) {}

  private final List<Label> labels = new ArrayList<>();
  private int used;

  ReadOut() {
    getStyleClass().add("chart-read-out");
  }

  /** Shows the values of {@code rows} at {@code x}, each with its own x where that is another. */
  void show(Chart chart, double x, List<Row> rows) {
    used = 0;
    getChildren().clear();
    ChartData data = chart.getData();
    boolean averaged = rows.stream().anyMatch(r -> isAveraged(r.curve));
    add(label(data.xLabelProperty().get() + " " + NumberText.value(x), "read-out-x"), 0, 0, 2);
    if (averaged) {
      add(label(chart.textsProperty().get().smoothed(), "read-out-head"), 2, 0, 1);
      add(label(chart.textsProperty().get().measured(), "read-out-head"), 3, 0, 1);
    }
    List<CurveLook> looks = CurveLook.of(data.curves());
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      Curve curve = row.curve;
      add(new Swatch(curve, looks.get(data.curves().indexOf(curve)), chart.colors()), 0, i + 1, 1);
      double ownX = curve.x(row.index);
      String name = ownX == x ? curve.name() : curve.name() + " @ " + NumberText.value(ownX);
      add(label(name, "read-out-name"), 1, i + 1, 1);
      String unit = data.yUnitProperty().get().isEmpty() ? "" : " " + data.yUnitProperty().get();
      add(label(NumberText.value(curve.smoothed(row.index)) + unit, "read-out-value"), 2, i + 1, 1);
      if (isAveraged(curve)) {
        add(label(NumberText.value(curve.y(row.index)), "read-out-raw"), 3, i + 1, 1);
      }
    }
  }

  private static boolean isAveraged(Curve curve) {
    return curve.style() != CurveStyle.LINE && curve.getSmoothing() > 0;
  }

  private void add(Node node, int column, int row, int columns) {
    GridPane.setHalignment(node, column >= 2 ? HPos.RIGHT : HPos.LEFT);
    add(node, column, row, columns, 1);
  }

  /** A label from the last time where there is one: the table changes with every mouse move. */
  private Label label(String text, String styleClass) {
    if (used == labels.size()) {
      var label = new Label();
      label.setMinSize(USE_PREF_SIZE, USE_PREF_SIZE);
      labels.add(label);
    }
    Label label = labels.get(used++);
    label.setText(text);
    label.getStyleClass().setAll("label", styleClass);
    return label;
  }

  /** All texts from top left to bottom right. */
  List<String> texts() {
    return getChildren().stream()
        .filter(Label.class::isInstance)
        .map(n -> ((Label) n).getText())
        .toList();
  }
}
