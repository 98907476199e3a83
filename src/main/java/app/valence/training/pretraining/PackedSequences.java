package app.valence.training.pretraining;

import java.util.OptionalInt;

/**
 * A token file cut into sequences of one length, without padding: each is the start token, the next
 * stretch of the file, and the separator, or without either. What is left at the end is dropped.
 */
final class PackedSequences {
  private final TokenFile tokens;
  private final int length;
  private final OptionalInt start;
  private final OptionalInt separator;
  private final int stretch;

  /**
   * Cuts {@code tokens}.
   *
   * @param length tokens of a sequence, with the special ones
   * @param start begins each sequence, if there is one
   * @param separator ends each sequence, if there is one
   */
  PackedSequences(TokenFile tokens, int length, OptionalInt start, OptionalInt separator) {
    this.tokens = tokens;
    this.length = length;
    this.start = start;
    this.separator = separator;
    this.stretch = length - (start.isPresent() ? 1 : 0) - (separator.isPresent() ? 1 : 0);
  }

  /** How many sequences there are. */
  int size() {
    return (int) Math.min(Integer.MAX_VALUE - 8, tokens.tokens() / stretch);
  }

  /** Tokens of a sequence. */
  int length() {
    return length;
  }

  /** Copies a sequence into {@code ids} from {@code offset} on. */
  void copy(int sequence, int[] ids, int offset) {
    start.ifPresent(id -> ids[offset] = id);
    tokens.read((long) sequence * stretch, ids, offset + (start.isPresent() ? 1 : 0), stretch);
    separator.ifPresent(id -> ids[offset + length - 1] = id);
  }
}
