package app.valence.ui.controls;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** A number with its name before it, as short as they are; what is wrong is said elsewhere. */
public final class InlineNumberField extends HBox {
  private final NumberTextField field;

  /**
   * A field for {@code input}.
   *
   * @param width of the field itself
   */
  public InlineNumberField(
      NumberInput input, NumberField.Words words, double width, Locale locale) {
    super(6);
    field = new NumberTextField(input, words, locale);
    field.setMinWidth(width);
    field.setPrefWidth(width);
    var label = new Label(words.label());
    label.setLabelFor(field);
    label.setTooltip(field.getTooltip());
    label.setMinWidth(USE_PREF_SIZE);
    getStyleClass().add("number-field");
    setAlignment(Pos.CENTER_LEFT);
    getChildren().setAll(label, field);
  }

  /** What stands there palely while the field is empty. */
  public void setPrompt(String words) {
    field.setPromptText(words);
  }
}
