package app.valence.ui.training;

import app.valence.evaluation.MetricName;
import app.valence.tensor.Precision;
import app.valence.ui.commands.Command;
import app.valence.ui.controls.NumberField;
import app.valence.ui.text.Messages;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.Property;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TitledPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.kordamp.ikonli.javafx.FontIcon;

/** The left side of the screen: what a run starts from and its settings. */
final class SettingsPane extends VBox {
  private static final List<MetricName> METRICS =
      List.of(
          MetricName.LOSS,
          MetricName.ACCURACY,
          MetricName.F1_MACRO,
          MetricName.MATTHEWS_CORRELATION);
  private static final double CHOICE_WIDTH = 160;

  private final TrainingViewModel viewModel;
  private final SettingsForm form;
  private final Messages messages;

  SettingsPane(TrainingViewModel viewModel, Messages messages) {
    this.viewModel = viewModel;
    this.form = viewModel.form().form();
    this.messages = messages;
    getStyleClass().add("settings");
    getChildren().add(new RecipeMenu(viewModel, messages));
    getChildren().addAll(title("group.start"), start(), folder(), description(), folderProblem());
    getChildren().add(new InstructionPane(form.instruction(), messages));
    getChildren().add(settingsTitle());
    addNumbers(this, true);
    getChildren().add(more());
  }

  private Label title(String key) {
    var title = new Label(messages.get(key));
    title.getStyleClass().add("group-title");
    return title;
  }

  private ComboBox<StartChoice> start() {
    var box = choice(StartChoice.offered(), form.startProperty(), StartChoice::key);
    box.setMaxWidth(Double.MAX_VALUE);
    box.setAccessibleText(messages.get("group.start"));
    return box;
  }

  private <T> ComboBox<T> choice(
      List<T> values, Property<T> chosen, java.util.function.Function<T, String> key) {
    var box = new ComboBox<T>();
    box.getItems().setAll(values);
    box.valueProperty().bindBidirectional(chosen);
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(T value) {
            return value == null ? "" : messages.get(key.apply(value));
          }

          @Override
          public T fromString(String text) {
            throw new UnsupportedOperationException("A choice is not typed.");
          }
        });
    return box;
  }

  private VBox folder() {
    Button choose = button("command.folder", "mdal-folder_open", viewModel.can().chooseFolder());
    choose.setMaxWidth(Double.MAX_VALUE);
    var newHead = new CheckBox(messages.get("start.newHead"));
    newHead.setWrapText(true);
    newHead.setTooltip(new Tooltip(messages.get("start.newHead.help")));
    newHead.selectedProperty().bindBidirectional(form.newHeadProperty());
    var both = new VBox(8, choose, newHead);
    both.visibleProperty().bind(form.startProperty().isEqualTo(StartChoice.FOLDER));
    both.managedProperty().bind(both.visibleProperty());
    return both;
  }

  private Label description() {
    var label = new Label();
    label.getStyleClass().add("caption");
    label.setWrapText(true);
    label.textProperty().bind(viewModel.form().descriptionProperty());
    shownWithText(label);
    return label;
  }

  private Label folderProblem() {
    var label = new Label();
    label.getStyleClass().add("error-text");
    label.setWrapText(true);
    label.setGraphic(new FontIcon("mdal-error_outline"));
    label.textProperty().bind(viewModel.form().folderProblemProperty());
    shownWithText(label);
    return label;
  }

  private static void shownWithText(Label label) {
    label.visibleProperty().bind(label.textProperty().isNotEmpty());
    label.managedProperty().bind(label.visibleProperty());
  }

  private void addNumbers(VBox to, boolean basic) {
    for (Setting setting : Setting.values()) {
      if (setting.isBasic() == basic) {
        String key = setting.key();
        var words =
            new NumberField.Words(
                messages.get(key), messages.get(key + ".unit"), messages.get(key + ".help"));
        to.getChildren().add(new NumberField(form.input(setting), words, messages.locale()));
      }
    }
  }

  private TitledPane more() {
    var content = new VBox(8);
    addNumbers(content, false);
    content.getChildren().addAll(bestBy(), precision(), classWeights());
    var pane = new TitledPane(messages.get("group.more"), content);
    pane.setExpanded(false);
    pane.setAnimated(false);
    pane.getStyleClass().add("more");
    return pane;
  }

  private Node bestBy() {
    return row(
        "setting.best_by",
        choice(METRICS, form.bestByProperty(), metric -> "metric." + metric.key()));
  }

  private Node precision() {
    return row(
        "setting.precision",
        choice(
            List.of(Precision.values()),
            form.precisionProperty(),
            precision -> "precision." + precision.name().toLowerCase(Locale.ROOT)));
  }

  private HBox row(String key, ComboBox<?> box) {
    var label = new Label(messages.get(key));
    label.setLabelFor(box);
    label.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(label, Priority.ALWAYS);
    box.setMinWidth(CHOICE_WIDTH);
    box.setPrefWidth(CHOICE_WIDTH);
    box.setAccessibleText(messages.get(key));
    box.setTooltip(new Tooltip(messages.get(key + ".help")));
    var row = new HBox(8, label, box);
    row.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    return row;
  }

  private CheckBox classWeights() {
    var box = new CheckBox(messages.get("setting.class_weights"));
    box.setTooltip(new Tooltip(messages.get("setting.class_weights.help")));
    box.selectedProperty().bindBidirectional(form.classWeightsProperty());
    return box;
  }

  private HBox settingsTitle() {
    Label words = title("group.settings");
    words.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(words, Priority.ALWAYS);
    Button undo = button("command.undoReset", "mdmz-undo", viewModel.can().undoReset());
    Button reset = button("command.reset", "mdmz-settings_backup_restore", viewModel.can().reset());
    undo.visibleProperty().bind(form.undoableProperty());
    undo.managedProperty().bind(undo.visibleProperty());
    undo.getStyleClass().add("flat");
    reset.getStyleClass().add("flat");
    var row = new HBox(4, words, undo, reset);
    row.setAlignment(javafx.geometry.Pos.BOTTOM_LEFT);
    return row;
  }

  private Button button(String key, String icon, Command command) {
    var button = new Button(messages.get(key), new FontIcon(icon));
    button.setOnAction(event -> command.execute());
    button.disableProperty().bind(command.executableProperty().not());
    return button;
  }
}
