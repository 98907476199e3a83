package app.valence.ui.testing;

import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;

/** A written sentence to try, by its kind; the sentence itself is shown on hovering. */
final class ExampleChip extends Button {
  ExampleChip(SampleTexts.Written written, Consumer<Sample> tryOut) {
    super(written.title());
    getStyleClass().setAll("chip", "chip-button");
    setTooltip(new Tooltip(written.text()));
    setAccessibleHelp(written.text());
    setOnAction(event -> tryOut.accept(Sample.typed(written.text())));
  }
}
