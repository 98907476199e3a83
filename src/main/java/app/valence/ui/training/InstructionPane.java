package app.valence.ui.training;

import app.valence.training.instruction.LossOn;
import app.valence.ui.text.Messages;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.kordamp.ikonli.javafx.FontIcon;

/** What the model is to learn: classes, or answers to prompts of a template. */
final class InstructionPane extends VBox {
  private static final double CHOICE_WIDTH = 160;
  private static final int TEMPLATE_ROWS = 4;

  private final InstructionFields fields;
  private final Messages messages;

  InstructionPane(InstructionFields fields, Messages messages) {
    super(8);
    this.fields = fields;
    this.messages = messages;
    ComboBox<TrainTask> task =
        choice(List.of(TrainTask.values()), fields.taskProperty(), TrainTask::key);
    var prompts = new VBox(4, new Label(messages.get("setting.template")), template(), problem());
    prompts.getChildren().add(row("setting.loss_on", lossOn()));
    prompts.visibleProperty().bind(fields.taskProperty().isEqualTo(TrainTask.INSTRUCTION));
    prompts.managedProperty().bind(prompts.visibleProperty());
    getChildren().setAll(row("setting.task", task), prompts);
  }

  private TextArea template() {
    var area = new TextArea();
    area.setPrefRowCount(TEMPLATE_ROWS);
    area.setWrapText(true);
    area.setAccessibleText(messages.get("setting.template"));
    area.setTooltip(new Tooltip(help()));
    area.textProperty().bindBidirectional(fields.templateProperty());
    return area;
  }

  private String help() {
    return messages.get("setting.template.help", "{text}", "{label}", "{labels}", "{{so}}");
  }

  private Label problem() {
    var problem = new Label(help());
    problem.getStyleClass().add("error-text");
    problem.setWrapText(true);
    problem.setMinHeight(USE_PREF_SIZE);
    problem.setGraphic(new FontIcon("mdal-error_outline"));
    problem.visibleProperty().bind(fields.templateWrongProperty());
    problem.managedProperty().bind(problem.visibleProperty());
    return problem;
  }

  private ComboBox<LossOn> lossOn() {
    return choice(
        List.of(LossOn.values()),
        fields.lossOnProperty(),
        tokens -> "loss_on." + tokens.name().toLowerCase(Locale.ROOT));
  }

  private <T> ComboBox<T> choice(List<T> values, Property<T> chosen, Function<T, String> key) {
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
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }
}
