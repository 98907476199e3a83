package app.valence.prompting;

import java.util.List;

/**
 * A prompt with all answers to choose from, as tokens.
 *
 * @param answers for each class the prompt with its answer; all begin alike
 */
public record PromptedChoices(List<PromptedText> answers) {
  /** Copies the answers. */
  public PromptedChoices {
    answers = List.copyOf(answers);
  }

  /** Whether the text had to be cut, or demonstrations left out. */
  boolean isShortened() {
    return answers.get(0).shortened();
  }

  /** How many tokens all begin with, none of them of an answer. */
  int sharedTokens() {
    int shared = answers.get(0).answerStart();
    for (PromptedText answer : answers) {
      int most = Math.min(shared, answer.answerStart());
      shared = TokenPrefix.shared(answers.get(0).ids(), answer.ids(), most);
    }
    return shared;
  }
}
