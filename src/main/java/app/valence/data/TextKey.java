package app.valence.data;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** What two texts must have in common to count as the same text. */
final class TextKey {
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

  private TextKey() {}

  /**
   * The text in Unicode NFKC, with every run of white space as one space and none at the ends, and
   * without the difference between capitals and small letters.
   */
  static String of(String text) {
    String compatible = Normalizer.normalize(text, Normalizer.Form.NFKC);
    String spaced = SPACES.matcher(compatible).replaceAll(" ").strip();
    // Through capitals first, so that letters with two small forms or none (ß, ς) meet.
    return spaced.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
