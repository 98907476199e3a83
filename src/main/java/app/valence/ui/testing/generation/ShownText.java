package app.valence.ui.testing.generation;

import app.valence.model.generation.TextGenerator.End;
import java.util.Optional;

/**
 * A text as it is shown, while it is written and afterwards.
 *
 * @param prompt what it goes on from
 * @param text what the model wrote
 * @param figures tokens and speed in words
 * @param end why it ended; empty while it is written, or if something failed
 * @param ending the same in words; empty where that is
 */
public record ShownText(
    String prompt, String text, String figures, Optional<End> end, String ending) {
  /** Before anything was asked for. */
  public static final ShownText NONE = new ShownText("", "", "", Optional.empty(), "");

  /** The prompt with what the model wrote. */
  public String whole() {
    return prompt + text;
  }

  ShownText grown(String part, String newFigures) {
    return new ShownText(prompt, text + part, newFigures, Optional.empty(), "");
  }
}
