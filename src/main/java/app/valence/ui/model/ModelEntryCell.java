package app.valence.ui.model;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** A model in the list: an icon for where it comes from, its name, and a line about it. */
final class ModelEntryCell extends ListCell<ModelEntry> {
  private final ModelWords words;
  private final FontIcon icon = new FontIcon();
  private final Label name = new Label();
  private final Label caption = new Label();
  private final HBox row = new HBox(10, icon, new VBox(name, caption));

  ModelEntryCell(ModelWords words) {
    this.words = words;
    row.getStyleClass().add("model-row");
    name.getStyleClass().add("model-name");
    caption.getStyleClass().add("caption");
    // The list's width, not that of the longest name.
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable ModelEntry item, boolean empty) {
    super.updateItem(item, empty);
    if (empty || item == null) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    icon.setIconLiteral(
        switch (item.kind()) {
          case BUNDLED -> "mdal-all_inbox";
          case ADAPTED -> "mdmz-menu_book";
          case FOLDER -> "mdal-folder_open";
          case SCRATCH -> "mdal-casino";
        });
    name.setText(words.name(item));
    caption.setText(words.caption(item));
    setAccessibleText(words.name(item) + ", " + words.caption(item));
    setGraphic(row);
  }
}
