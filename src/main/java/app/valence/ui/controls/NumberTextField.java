package app.valence.ui.controls;

import java.util.Locale;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.util.Duration;

/** A field for a number: its range stands in the tooltip, the arrow keys go up and down. */
final class NumberTextField extends TextField {
  private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

  private final NumberInput input;
  private final NumberWords words;
  private final String explanation;
  private final Tooltip help = new Tooltip();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

  NumberTextField(NumberInput input, NumberField.Words label, Locale locale) {
    this.input = input;
    this.words = new NumberWords(locale);
    this.explanation = label.explanation();
    textProperty().bindBidirectional(input.textProperty());
    setAlignment(Pos.CENTER_RIGHT);
    setAccessibleText(label.unit().isEmpty() ? label.label() : label.label() + ", " + label.unit());
    addEventFilter(KeyEvent.KEY_PRESSED, this::step);
    help.setShowDelay(Duration.millis(400));
    help.setWrapText(true);
    help.setMaxWidth(320);
    setTooltip(help);
    input.problemProperty().subscribe(found -> show());
    input.kindProperty().subscribe(kind -> show());
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
      end();
      event.consume();
    }
  }

  private void show() {
    String wrong = words.problem(input);
    problem.set(wrong);
    pseudoClassStateChanged(WRONG, !wrong.isEmpty());
    String text = explanation + "\n" + words.range(input);
    help.setText(text);
    setAccessibleHelp(wrong.isEmpty() ? text : wrong);
  }

  /** What is wrong with the number; empty if nothing is. */
  ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }
}
