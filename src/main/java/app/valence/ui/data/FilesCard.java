package app.valence.ui.data;

import app.valence.training.setup.TrainingData.Sources;
import app.valence.ui.commands.Command;
import app.valence.ui.text.Messages;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** The files behind the splits, each to be chosen and those that are not needed to be removed. */
public final class FilesCard extends GridPane {
  private final Label train = fileName();
  private final Label validation = fileName();
  private final Label test = fileName();

  /** An empty card. */
  public FilesCard() {
    setHgap(8);
    setVgap(4);
  }

  void bind(DataViewModel model, Messages messages) {
    addRow(0, kind("split.train", messages), train, choose(model.openCommand(), "train", messages));
    addSplit(1, SplitKind.VALIDATION, validation, model, messages);
    addSplit(2, SplitKind.TEST, test, model, messages);
    for (Label name : new Label[] {train, validation, test}) {
      setHgrow(name, Priority.ALWAYS);
    }
  }

  private void addSplit(
      int row, SplitKind kind, Label name, DataViewModel model, Messages messages) {
    Button remove =
        button("mdal-close", messages.get("remove." + kind.key()), model.removeCommand(kind));
    addRow(
        row,
        kind("split." + kind.key(), messages),
        name,
        new HBox(4, choose(model.chooseCommand(kind), kind.key(), messages), remove));
  }

  private static Button choose(Command command, String key, Messages messages) {
    var button = new Button(messages.get("files.choose"));
    button.getStyleClass().add("small");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setAccessibleText(messages.get("choose." + key));
    button.setTooltip(new Tooltip(messages.get("choose." + key)));
    act(button, command);
    return button;
  }

  private static Button button(String icon, String words, Command command) {
    var button = new Button("", new FontIcon(icon));
    button.getStyleClass().addAll("small", "flat", "button-icon");
    button.setAccessibleText(words);
    button.setTooltip(new Tooltip(words));
    act(button, command);
    return button;
  }

  private static void act(Button button, Command command) {
    button.setOnAction(pressed -> command.execute());
    button.disableProperty().bind(command.executableProperty().not());
  }

  void show(Sources sources, Messages messages) {
    name(train, Optional.of(sources.train()), "");
    name(validation, sources.validation(), messages.get("files.tenth"));
    name(test, sources.test(), messages.get("files.none"));
  }

  private static void name(Label label, Optional<Path> file, String otherwise) {
    label.setText(file.map(SplitFiles::fileName).orElse(otherwise));
    label.setTooltip(file.map(path -> new Tooltip(path.toString())).orElse(null));
    label.getStyleClass().remove("muted");
    if (file.isEmpty()) {
      label.getStyleClass().add("muted");
    }
  }

  private static Label kind(String key, Messages messages) {
    var label = new Label(messages.get(key));
    label.getStyleClass().add("caption");
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }

  private static Label fileName() {
    var label = new Label();
    label.setMaxWidth(Double.MAX_VALUE);
    label.setMinWidth(0);
    return label;
  }
}
