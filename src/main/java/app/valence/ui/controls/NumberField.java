package app.valence.ui.controls;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * A labelled number with its unit. Its range stands in the tooltip, what is wrong below it; the
 * arrow keys go up and down.
 */
public final class NumberField extends VBox {
  private static final double FIELD_WIDTH = 76;
  private static final double UNIT_WIDTH = 76;

  /**
   * What stands around a number.
   *
   * @param label what the number is
   * @param unit what it is counted in; may be empty
   * @param explanation what it does, in a sentence or two
   */
  public record Words(String label, String unit, String explanation) {}

  /** A field for {@code input}. */
  public NumberField(NumberInput input, Words words, Locale locale) {
    var field = new NumberTextField(input, words, locale);
    getStyleClass().add("number-field");
    setSpacing(4);
    getChildren().setAll(row(field, words), error(field));
  }

  private static HBox row(NumberTextField field, Words words) {
    var label = new Label(words.label());
    label.setLabelFor(field);
    label.setMaxWidth(Double.MAX_VALUE);
    label.setMinWidth(0);
    label.setTooltip(field.getTooltip());
    HBox.setHgrow(label, Priority.ALWAYS);
    field.setMinWidth(FIELD_WIDTH);
    field.setPrefWidth(FIELD_WIDTH);
    var unit = new Label(words.unit());
    unit.getStyleClass().add("caption");
    unit.setMinWidth(UNIT_WIDTH);
    unit.setPrefWidth(UNIT_WIDTH);
    var row = new HBox(8, label, field, unit);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private static Label error(NumberTextField field) {
    var error = new Label();
    error.getStyleClass().add("error-text");
    error.setWrapText(true);
    error.setGraphic(new FontIcon("mdal-error_outline"));
    error.textProperty().bind(field.problemProperty());
    error.visibleProperty().bind(field.problemProperty().isNotEmpty());
    error.managedProperty().bind(error.visibleProperty());
    return error;
  }
}
