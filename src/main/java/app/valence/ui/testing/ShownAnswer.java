package app.valence.ui.testing;

import java.util.List;

/**
 * An answer in the window's words.
 *
 * @param label the predicted class, or -1 while there is no answer
 * @param name the predicted class's name
 * @param percent its probability
 * @param shares all classes in their order
 * @param unsure a sentence if the model can hardly decide, else empty
 * @param cut a sentence if the text is longer than the model takes, else empty
 * @param numbers tokens and time
 * @param truth the true label in words, or empty
 */
public record ShownAnswer(
    int label,
    String name,
    String percent,
    List<ClassShare> shares,
    String unsure,
    String cut,
    String numbers,
    Verdict verdict,
    String truth) {
  /** Keeps its own copy. */
  public ShownAnswer {
    shares = List.copyOf(shares);
  }

  /** Whether there is an answer. */
  public boolean isAnswered() {
    return label >= 0;
  }
}
