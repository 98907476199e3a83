package app.valence.ui.testing;

import app.valence.ui.commands.Command;
import app.valence.ui.controls.TextKeys;
import javafx.animation.PauseTransition;
import javafx.scene.control.TextArea;
import javafx.util.Duration;

/** Connects a text area with the sentence that is tried. */
final class SentenceInput {
  /** The answer follows at most this long after a key, however fast the keys come. */
  private static final Duration RHYTHM = Duration.millis(120);

  private SentenceInput() {}

  static void connect(TextArea text, LiveSentence sentence, Command keep) {
    var rhythm = new PauseTransition(RHYTHM);
    rhythm.setOnFinished(event -> sentence.ask());
    text.setText(sentence.textProperty().get());
    text.textProperty()
        .addListener(
            (change, before, typed) -> {
              sentence.type(typed);
              if (rhythm.getStatus() != PauseTransition.Status.RUNNING) {
                rhythm.playFromStart();
              }
            });
    // Replaced, not set, so that undoing in the area brings back what was typed before.
    sentence
        .textProperty()
        .addListener(
            (change, before, wanted) -> {
              if (!wanted.equals(text.getText())) {
                text.replaceText(0, text.getLength(), wanted);
              }
            });
    TextKeys.install(text, keep::execute);
  }
}
