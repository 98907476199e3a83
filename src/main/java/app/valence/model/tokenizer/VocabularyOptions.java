package app.valence.model.tokenizer;

import java.util.List;

/**
 * What to learn from texts.
 *
 * @param kind the kind of vocabulary
 * @param size the most tokens, special ones included; small data give fewer
 * @param minimumFrequency how often two pieces must stand side by side to become one
 * @param cleaning what of the texts is made alike
 * @param wholeTokens tokens such as {@code @user} that are found as they are, also inside words,
 *     and never split
 */
public record VocabularyOptions(
    VocabularyKind kind,
    int size,
    int minimumFrequency,
    TextCleaning cleaning,
    List<String> wholeTokens) {
  /** Checks that there is room for more than what every vocabulary has. */
  public VocabularyOptions {
    List<String> specials = kind.specialTokens();
    wholeTokens = wholeTokens.stream().distinct().filter(t -> !specials.contains(t)).toList();
    for (String token : wholeTokens) {
      if (token.isEmpty() || token.codePoints().anyMatch(VocabularyOptions::isSpace)) {
        throw new IllegalArgumentException(
            "A token that is never split is a word without spaces, and not \"" + token + "\"");
      }
    }
    int least = specials.size() + wholeTokens.size() + kind.smallestAlphabet();
    if (size < least || minimumFrequency < 1) {
      throw new IllegalArgumentException(
          "This vocabulary needs at least %d tokens and a minimum frequency from 1 on: %d, %d"
              .formatted(least, size, minimumFrequency));
    }
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
