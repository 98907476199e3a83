package app.valence.ui.shell;

import app.valence.ui.commands.CommandEntry;
import app.valence.ui.text.Messages;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Finds a command by typing, and does it. */
public final class Palette {
  private final ShellViewModel model;
  private final TextField query = new TextField();
  private final ListView<CommandEntry> found = new ListView<>();
  private final VBox card = new VBox(query, found);

  /** A palette of all of the window's commands. */
  public Palette(ShellViewModel model, Messages messages) {
    this.model = model;
    card.getStyleClass().add("overlay-card");
    card.setMaxHeight(Region.USE_PREF_SIZE);
    query.setId("palette-query");
    query.setPromptText(messages.get("palette.prompt"));
    query.setAccessibleText(messages.get("palette.prompt"));
    found.setPlaceholder(new Label(messages.get("palette.none")));
    found.setCellFactory(list -> new EntryCell());
    found.setFixedCellSize(34);
    found.setPrefHeight(10 * 34 + 2);
    query.textProperty().subscribe(this::find);
    query.addEventFilter(KeyEvent.KEY_PRESSED, this::move);
    found.setOnKeyPressed(
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            execute();
          }
        });
    found.setOnMouseClicked(event -> execute());
  }

  /** The palette as an overlay. */
  public OverlayContent overlay() {
    return new OverlayContent(
        card,
        () -> {
          query.clear();
          find("");
          query.requestFocus();
        });
  }

  private void find(String words) {
    found.getItems().setAll(model.commands().matching(words));
    found.getSelectionModel().selectFirst();
  }

  private void move(KeyEvent event) {
    int selected = found.getSelectionModel().getSelectedIndex();
    switch (event.getCode()) {
      case DOWN -> select(selected + 1);
      case UP -> select(selected - 1);
      case ENTER -> execute();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void select(int index) {
    int last = found.getItems().size() - 1;
    found.getSelectionModel().select(Math.max(0, Math.min(last, index)));
    found.scrollTo(found.getSelectionModel().getSelectedIndex());
  }

  private void execute() {
    CommandEntry entry = found.getSelectionModel().getSelectedItem();
    if (entry != null && entry.command().executableProperty().get()) {
      model.closeOverlay();
      entry.command().execute();
    }
  }

  /** A command with its group before it and its key behind it. */
  private static final class EntryCell extends ListCell<CommandEntry> {
    @Override
    protected void updateItem(@Nullable CommandEntry entry, boolean empty) {
      super.updateItem(entry, empty);
      setText(null);
      setGraphic(empty || entry == null ? null : row(entry));
    }

    private static HBox row(CommandEntry entry) {
      var group = new Label(entry.group());
      group.getStyleClass().add("caption");
      group.setMinWidth(90);
      var space = new Region();
      HBox.setHgrow(space, Priority.ALWAYS);
      var row = new HBox(8, group, new Label(entry.title()), space);
      row.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
      row.disableProperty().bind(entry.command().executableProperty().not());
      if (!entry.shortcut().isEmpty()) {
        row.getChildren().add(Keys.label(entry.shortcut()));
      }
      return row;
    }
  }
}
