package app.valence.ui.model;

import app.valence.ui.text.Messages;
import java.nio.file.Path;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The chosen files, a row each, to be taken out again. */
final class FileRows {
  private final VBox rows;
  private final ObservableList<Path> files;
  private final Messages messages;

  FileRows(VBox rows, ObservableList<Path> files, Messages messages) {
    this.rows = rows;
    this.files = files;
    this.messages = messages;
  }

  void bind() {
    files.addListener((ListChangeListener<Path>) change -> show());
    show();
  }

  private void show() {
    rows.getChildren().setAll(files.stream().map(this::row).toList());
    rows.setManaged(!files.isEmpty());
  }

  private HBox row(Path file) {
    String words = String.valueOf(file.getFileName());
    var name = new Label(words, new FontIcon("mdal-description"));
    name.setTooltip(new Tooltip(file.toString()));
    name.setMaxWidth(Double.MAX_VALUE);
    name.setMinWidth(0);
    HBox.setHgrow(name, Priority.ALWAYS);
    var remove = new Button("", new FontIcon("mdal-close"));
    remove.getStyleClass().addAll("flat", "small", "button-icon");
    String help = messages.get("texts.remove", words);
    remove.setAccessibleText(help);
    remove.setTooltip(new Tooltip(help));
    remove.setOnAction(event -> files.remove(file));
    var row = new HBox(8, name, remove);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }
}
