package app.valence.model.tokenizer;

import org.jspecify.annotations.Nullable;

/** Takes Java's UTF-16 strings to the native library's code points and back. */
final class UnicodeText {
  private static final char REPLACEMENT = '\uFFFD';

  private UnicodeText() {}

  /** {@code text} with every lone surrogate replaced by U+FFFD, so no position moves. */
  static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaceLoneSurrogates(text);
      }
    }
    return text;
  }

  private static String replaceLoneSurrogates(String text) {
    var result = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      int codePoint = text.codePointAt(i);
      if (Character.isSupplementaryCodePoint(codePoint)) {
        i++;
      } else if (Character.isSurrogate((char) codePoint)) {
        result.setCharAt(i, REPLACEMENT);
      }
    }
    return result.toString();
  }

  /**
   * The UTF-16 offset at which each code point of {@code text} begins, and at last the length of
   * the text; null where the two ways of counting are the same.
   */
  static int @Nullable [] utf16Offsets(String text) {
    int count = text.codePointCount(0, text.length());
    if (count == text.length()) {
      return null;
    }
    var offsets = new int[count + 1];
    int offset = 0;
    for (int i = 0; i < count; i++) {
      offsets[i] = offset;
      offset += Character.charCount(text.codePointAt(offset));
    }
    offsets[count] = offset;
    return offsets;
  }
}
