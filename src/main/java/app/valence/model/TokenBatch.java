package app.valence.model;

import app.valence.model.tokenizer.Encoding;
import java.util.List;

/**
 * Texts of one forward pass, as token ids padded on the right to one length.
 *
 * @param ids {@code [rows × length]}, row by row
 * @param types token types, {@code [rows × length]}
 * @param lengths tokens of each row, without padding
 * @param rows how many texts
 * @param length tokens of each row, with padding
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; made and read once a step.
public record TokenBatch(int[] ids, int[] types, int[] lengths, int rows, int length) {
  /** Pads {@code encodings} to the longest of them, or to {@code atLeast} tokens. */
  public static TokenBatch of(List<Encoding> encodings, int paddingId, int atLeast) {
    int length = Math.max(1, atLeast);
    for (Encoding encoding : encodings) {
      length = Math.max(length, encoding.ids().length);
    }
    int rows = encodings.size();
    var ids = new int[rows * length];
    var types = new int[rows * length];
    var lengths = new int[rows];
    java.util.Arrays.fill(ids, paddingId);
    for (int row = 0; row < rows; row++) {
      int[] tokens = encodings.get(row).ids();
      int[] tokenTypes = encodings.get(row).typeIds();
      System.arraycopy(tokens, 0, ids, row * length, tokens.length);
      System.arraycopy(tokenTypes, 0, types, row * length, tokenTypes.length);
      lengths[row] = tokens.length;
    }
    return new TokenBatch(ids, types, lengths, rows, length);
  }

  /** Tokens with padding: what a step computes on. */
  public long paddedTokens() {
    return (long) rows * length;
  }

  /** Tokens without padding. */
  public long tokens() {
    long sum = 0;
    for (int tokens : lengths) {
      sum += tokens;
    }
    return sum;
  }
}
