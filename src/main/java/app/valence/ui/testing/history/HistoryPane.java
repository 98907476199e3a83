package app.valence.ui.testing.history;

import app.valence.ui.commands.Command;
import app.valence.ui.text.Messages;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * What was kept, with what can be done with it.
 *
 * @param <E> the type of entry
 */
public final class HistoryPane<E extends KeptEntry<E>> extends VBox {
  private static final KeyCombination COPY =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

  private final History<E> history;
  private final Messages messages;
  private final TableView<E> table;
  private final Command copy;

  /**
   * Shows {@code history} in {@code table}, which has an id.
   *
   * @param recall is told which entry shall be tried again
   */
  public HistoryPane(History<E> history, TableView<E> table, Locale locale, Consumer<E> recall) {
    this.history = history;
    this.messages = Messages.of(HistoryPane.class, locale);
    this.table = table;
    this.copy = Command.when(Bindings.isNotEmpty(history.entries()), () -> copy(history.entries()));
    getStyleClass().addAll("card", "space-s");
    setVgrow(table, Priority.ALWAYS);
    getChildren().setAll(header(), table);
    connect(recall);
  }

  private void connect(Consumer<E> recall) {
    var selection = table.getSelectionModel();
    selection
        .selectedItemProperty()
        .addListener((change, before, entry) -> history.selectedProperty().set(entry));
    history
        .selectedProperty()
        .addListener(
            (change, before, entry) -> {
              if (entry == null) {
                selection.clearSelection();
              }
            });
    // A click on the selected row brings its entry back too, which selecting alone does not.
    table.setOnMouseClicked(
        event -> {
          E entry = selection.getSelectedItem();
          if (entry != null) {
            recall.accept(entry);
          }
        });
    table.setOnKeyPressed(
        event -> {
          E entry = selection.getSelectedItem();
          if (COPY.match(event) && entry != null) {
            copy(List.of(entry));
            event.consume();
          }
        });
  }

  private HBox header() {
    var title = new Label(messages.get("title"));
    title.getStyleClass().add("heading");
    title.setLabelFor(table);
    var space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    var undo = button("undo", "mdmz-undo", history.undoClearCommand());
    undo.visibleProperty().bind(history.undoClearCommand().executableProperty());
    undo.managedProperty().bind(undo.visibleProperty());
    var copies = button("copy", "mdal-content_copy", copy);
    copies.setTooltip(new Tooltip(messages.get("copy.hint")));
    var clear = button("clear", "mdal-delete_outline", history.clearCommand());
    var row = new HBox(4, title, space, undo, copies, clear);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private Button button(String key, String icon, Command command) {
    var button = new Button(messages.get(key), new FontIcon(icon));
    button.setId(table.getId() + "-" + key);
    button.getStyleClass().add("flat");
    button.disableProperty().bind(command.executableProperty().not());
    button.setOnAction(event -> command.execute());
    return button;
  }

  private void copy(List<E> rows) {
    var content = new ClipboardContent();
    content.putString(history.asTable(rows));
    Clipboard.getSystemClipboard().setContent(content);
  }

  /** Copies the whole history. */
  public Command copyCommand() {
    return copy;
  }
}
