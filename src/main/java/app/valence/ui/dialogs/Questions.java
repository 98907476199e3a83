package app.valence.ui.dialogs;

import java.util.List;
import java.util.Optional;

/** Asks a person to choose before something happens that cannot be undone. */
public interface Questions {
  /**
   * A question with its possible answers.
   *
   * @param title a few words
   * @param text what will happen, in a sentence or two
   * @param answers the buttons, the safe one first; the last one stands for closing the dialog
   */
  record Question(String title, String text, List<String> answers) {
    /** Keeps its own copy. */
    public Question {
      answers = List.copyOf(answers);
    }
  }

  /** The index of the chosen answer; empty if the dialog was closed without one. */
  Optional<Integer> ask(Question question);
}
