package app.valence.ui.testing;

import app.valence.ui.text.Messages;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** A model in the list of models: its name and, muted, where it comes from. */
final class ModelCell extends ListCell<TestableModel> {
  private final Messages messages;
  private final Label name = new Label();
  private final Label origin = new Label();
  private final HBox row = new HBox(8, name, origin);

  ModelCell(Messages messages) {
    this.messages = messages;
    row.getStyleClass().add("model-cell");
    origin.getStyleClass().add("caption");
    // Where it is narrow, the name stays whole.
    name.setMinWidth(USE_PREF_SIZE);
  }

  @Override
  protected void updateItem(@Nullable TestableModel item, boolean empty) {
    super.updateItem(item, empty);
    if (empty || item == null) {
      setGraphic(null);
    } else {
      name.setText(item.model().name());
      String kind =
          item.kind() == ModelKind.LANGUAGE_MODEL
              ? messages.get("model.language") + " · " + item.origin()
              : item.origin();
      origin.setText(kind);
      setAccessibleText(item.model().name() + ", " + kind);
      // The combo box writes its prompt here while nothing is chosen.
      setText(null);
      setGraphic(row);
    }
  }
}
