package app.valence.prompting;

import java.util.List;

/**
 * The fixed words of a prompt with some demonstrations: those around each text and each answer.
 *
 * @param words what stands before the first text, between it and the first answer, between this and
 *     the second text, and so on; the last follows on the answer that is asked for
 */
record PromptShape(List<String> words) {
  PromptShape {
    words = List.copyOf(words);
  }

  /** How many demonstrations it has. */
  int shots() {
    return words.size() / 2 - 1;
  }

  /**
   * Everything before the answer. Spaces at its end belong to the answer: to most tokenizers they
   * are a part of the word that follows.
   *
   * @param shots as many as the shape has
   */
  String prompt(List<Shot> shots, String text) {
    var prompt = new StringBuilder();
    for (int i = 0; i < shots.size(); i++) {
      prompt.append(words.get(2 * i)).append(shots.get(i).text());
      prompt.append(words.get(2 * i + 1)).append(shots.get(i).answer());
    }
    prompt.append(words.get(2 * shots.size())).append(text);
    String last = beforeAnswer();
    return prompt.append(last, 0, last.length() - spaces(last)).toString();
  }

  /** The spaces before a word, and the word: what a class is scored by. */
  String label(String word) {
    String last = beforeAnswer();
    return last.substring(last.length() - spaces(last)) + word;
  }

  /** The whole answer. */
  String answer(String word) {
    return label(word) + words.get(words.size() - 1);
  }

  private String beforeAnswer() {
    return words.get(words.size() - 2);
  }

  private static int spaces(String words) {
    int count = 0;
    while (count < words.length() && words.charAt(words.length() - 1 - count) == ' ') {
      count++;
    }
    return count;
  }
}
