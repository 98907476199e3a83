package app.valence.prompting;

import app.valence.data.LabelSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a language model answers for each class.
 *
 * @param words in the order of the classes, no two alike
 */
public record LabelWords(List<String> words) {
  /** Copies and checks the words. */
  public LabelWords {
    words = words.stream().map(String::strip).toList();
    var seen = new HashMap<String, Integer>();
    for (String word : words) {
      if (word.isEmpty()) {
        throw new PromptTemplateException(
            "The word for a class is empty: name one to answer with.");
      }
      if (seen.put(word, seen.size()) != null) {
        throw new PromptTemplateException(
            "Two classes share the word \"%s\": the answer must tell them apart.".formatted(word));
      }
    }
  }

  /** Each class's own name. */
  public static LabelWords namesOf(LabelSet labels) {
    return of(labels, Map.of());
  }

  /**
   * Words that were chosen for some classes; the others answer with their names.
   *
   * @throws PromptTemplateException if there is no such class, or a word is empty or of two classes
   */
  public static LabelWords of(LabelSet labels, Map<String, String> chosen) {
    for (String name : chosen.keySet()) {
      if (labels.index(name).isEmpty()) {
        throw new PromptTemplateException(
            "There is no class \"%s\" to give a word to; the classes are %s."
                .formatted(name, String.join(", ", labels.names())));
      }
    }
    List<String> words = new ArrayList<>();
    labels.names().forEach(name -> words.add(chosen.getOrDefault(name, name)));
    return new LabelWords(words);
  }

  /** The word for a class. */
  public String word(int label) {
    return words.get(label);
  }

  /** All words, between commas. */
  String listed() {
    return String.join(", ", words);
  }
}
