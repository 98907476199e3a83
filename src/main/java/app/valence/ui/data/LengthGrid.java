package app.valence.ui.data;

import app.valence.ui.text.Messages;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/** How long the texts are, a line for each split. */
public final class LengthGrid extends GridPane {
  private static final int NUMBERS = 3;

  /** An empty grid. */
  public LengthGrid() {
    setHgap(12);
    setVgap(6);
    var names = new ColumnConstraints();
    names.setHgrow(Priority.ALWAYS);
    getColumnConstraints().add(names);
    for (int i = 0; i < NUMBERS; i++) {
      var numbers = new ColumnConstraints();
      numbers.setHalignment(HPos.RIGHT);
      numbers.setMinWidth(52);
      getColumnConstraints().add(numbers);
    }
  }

  void show(List<LengthRow> rows, Messages messages) {
    getChildren().clear();
    addRow(
        0,
        caption(messages.get("lengths.split")),
        caption(messages.get("lengths.median")),
        caption(messages.get("lengths.p95")),
        caption(messages.get("lengths.longest")));
    for (int i = 0; i < rows.size(); i++) {
      LengthRow row = rows.get(i);
      addRow(
          i + 1,
          new Label(row.split()),
          new Label(row.median()),
          new Label(row.p95()),
          new Label(row.longest()));
    }
  }

  private static Label caption(String text) {
    var label = new Label(text);
    label.getStyleClass().add("caption");
    return label;
  }
}
