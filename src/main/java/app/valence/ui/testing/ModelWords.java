package app.valence.ui.testing;

import app.valence.ui.text.Messages;
import java.nio.file.Path;

/** Puts a model into a line of words. */
final class ModelWords {
  private ModelWords() {}

  static String caption(ModelFacts model, Path folder, Messages messages) {
    return messages.get(
        "model.caption",
        model.labels().size(),
        String.join(", ", model.labels()),
        model.maximumLength(),
        folder);
  }
}
