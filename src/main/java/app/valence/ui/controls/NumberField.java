package app.valence.ui.controls;

import app.valence.ui.text.Messages;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * A labelled number with its unit. Its range stands in the tooltip, what is wrong below it; the
 * arrow keys go up and down.
 */
public final class NumberField extends VBox {
  private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
  private static final double FIELD_WIDTH = 76;
  private static final double UNIT_WIDTH = 76;

  private final NumberInput input;
  private final Messages messages;
  private final TextField field = new TextField();
  private final Label error = new Label();
  private final Tooltip tooltip = new Tooltip();
  private final String explanation;

  /**
   * What stands around a number.
   *
   * @param label what the number is
   * @param unit what it is counted in; may be empty
   * @param explanation what it does, in a sentence or two
   */
  public record Words(String label, String unit, String explanation) {}

  /** A field for {@code input}. */
  public NumberField(NumberInput input, Words words, java.util.Locale locale) {
    this.input = input;
    this.messages = Messages.of(NumberField.class, locale);
    this.explanation = words.explanation();
    getStyleClass().add("number-field");
    setSpacing(4);
    getChildren().setAll(row(words), error);
    error.getStyleClass().add("error-text");
    error.setWrapText(true);
    error.setGraphic(new FontIcon("mdal-error_outline"));
    error.managedProperty().bind(error.visibleProperty());
    input.problemProperty().subscribe(problem -> show());
    input.kindProperty().subscribe(kind -> show());
  }

  private HBox row(Words words) {
    var label = new Label(words.label());
    label.setLabelFor(field);
    label.setMaxWidth(Double.MAX_VALUE);
    label.setMinWidth(0);
    HBox.setHgrow(label, Priority.ALWAYS);
    field.textProperty().bindBidirectional(input.textProperty());
    field.setAlignment(Pos.CENTER_RIGHT);
    field.setMinWidth(FIELD_WIDTH);
    field.setPrefWidth(FIELD_WIDTH);
    field.setAccessibleText(
        words.unit().isEmpty() ? words.label() : words.label() + ", " + words.unit());
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::step);
    tooltip.setShowDelay(Duration.millis(400));
    tooltip.setWrapText(true);
    tooltip.setMaxWidth(320);
    field.setTooltip(tooltip);
    label.setTooltip(tooltip);
    var unit = new Label(words.unit());
    unit.getStyleClass().add("caption");
    unit.setMinWidth(UNIT_WIDTH);
    unit.setPrefWidth(UNIT_WIDTH);
    var row = new HBox(8, label, field, unit);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private void step(KeyEvent event) {
    int direction =
        switch (event.getCode()) {
          case UP -> 1;
          case DOWN -> -1;
          default -> 0;
        };
    if (direction != 0) {
      input.step(direction);
      field.end();
      event.consume();
    }
  }

  private void show() {
    NumberInput.Problem problem = input.problemProperty().get();
    boolean wrong = problem != NumberInput.Problem.NONE;
    String words = wrong ? words(problem) : "";
    error.setText(words);
    error.setVisible(wrong);
    field.pseudoClassStateChanged(WRONG, wrong);
    String help = explanation + "\n" + range("number.range");
    tooltip.setText(help);
    field.setAccessibleHelp(wrong ? words : help);
  }

  private String words(NumberInput.Problem problem) {
    return switch (problem) {
      case NONE -> "";
      case EMPTY -> range("number.empty");
      case NOT_A_NUMBER -> messages.get("number.notANumber");
      case NOT_WHOLE -> range("number.notWhole");
      case OUTSIDE -> range("number.outside");
    };
  }

  private String range(String key) {
    NumberInput.Kind kind = input.kindProperty().get();
    return messages.get(key, input.format(kind.least()), input.format(kind.most()));
  }
}
