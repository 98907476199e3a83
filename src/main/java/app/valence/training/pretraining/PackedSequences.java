package app.valence.training.pretraining;

/**
 * A token file cut into sequences of one length, without padding: each is the start token, the next
 * stretch of the file, and the separator. What is left at the end is dropped.
 */
final class PackedSequences {
  private final TokenFile tokens;
  private final int length;
  private final int start;
  private final int separator;

  /**
   * Cuts {@code tokens}.
   *
   * @param length tokens of a sequence, with the special ones
   */
  PackedSequences(TokenFile tokens, int length, int start, int separator) {
    this.tokens = tokens;
    this.length = length;
    this.start = start;
    this.separator = separator;
  }

  /** How many sequences there are. */
  int size() {
    return (int) Math.min(Integer.MAX_VALUE - 8, tokens.tokens() / (length - 2));
  }

  /** Tokens of a sequence. */
  int length() {
    return length;
  }

  /** Copies a sequence into {@code ids} from {@code offset} on. */
  void copy(int sequence, int[] ids, int offset) {
    ids[offset] = start;
    tokens.read((long) sequence * (length - 2), ids, offset + 1, length - 2);
    ids[offset + length - 1] = separator;
  }
}
