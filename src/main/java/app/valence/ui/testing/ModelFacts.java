package app.valence.ui.testing;

import java.util.List;

/**
 * What is told about a model that is loaded.
 *
 * @param labels its classes in order, in one piece on one line each
 * @param maximumLength tokens of a text with the special ones; the rest is cut
 * @param type Hugging Face's name of the architecture, such as {@code bert}
 * @param hidden width of the hidden states
 * @param parameters the number of its weights
 */
public record ModelFacts(
    List<String> labels, int maximumLength, String type, int layers, int hidden, long parameters) {
  /** Keeps its own copy. */
  public ModelFacts {
    labels = List.copyOf(labels);
  }
}
