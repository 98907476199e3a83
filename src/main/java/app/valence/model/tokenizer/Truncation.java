package app.valence.model.tokenizer;

import java.util.Arrays;

/**
 * Shortens encodings at their right ends and keeps every special token.
 *
 * <p>Pairs are cut "longest first", by the arithmetic of {@code truncate_encodings} in Hugging
 * Face's tokenizers. It is done here and not in the native library, where the maximum length is
 * state of the tokenizer and changing it would race with other threads.
 */
final class Truncation {
  private Truncation() {}

  /**
   * The positions that stay when an encoding may have {@code maxLength} tokens.
   *
   * @param sequences for each token 0, 1 or {@link NativeEncoding#SPECIAL}
   * @param maxLength at least the number of special tokens, less than that of all tokens
   */
  static int[] keptPositions(int[] sequences, int maxLength) {
    var lengths = new int[2];
    for (int sequence : sequences) {
      if (sequence != NativeEncoding.SPECIAL) {
        lengths[sequence]++;
      }
    }
    int specials = sequences.length - lengths[0] - lengths[1];
    int[] left = longestFirst(lengths[0], lengths[1], maxLength - specials);
    var kept = new int[maxLength];
    int count = 0;
    for (int i = 0; i < sequences.length; i++) {
      if (sequences[i] == NativeEncoding.SPECIAL || left[sequences[i]]-- > 0) {
        kept[count++] = i;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  /** How many tokens of each text fit into {@code room}; together they must be more than that. */
  private static int[] longestFirst(int first, int second, int room) {
    int shorter = Math.min(first, second);
    int longer = shorter > room ? shorter : Math.max(shorter, room - shorter);
    if (shorter + longer > room) {
      shorter = room / 2;
      longer = shorter + room % 2;
    }
    return first > second ? new int[] {longer, shorter} : new int[] {shorter, longer};
  }

  /** The elements of {@code values} at {@code positions}. */
  static int[] pick(int[] values, int[] positions) {
    var picked = new int[positions.length];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = values[positions[i]];
    }
    return picked;
  }
}
