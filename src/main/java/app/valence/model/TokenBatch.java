package app.valence.model;

import app.valence.model.tokenizer.Encoding;
import java.util.Arrays;
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
  /** Pads single texts to the longest of them, or to {@code atLeast} tokens. */
  public static TokenBatch ofIds(List<int[]> texts, int paddingId, int atLeast) {
    int length = Math.max(1, atLeast);
    for (int[] tokens : texts) {
      length = Math.max(length, tokens.length);
    }
    int rows = texts.size();
    var ids = new int[rows * length];
    var lengths = new int[rows];
    Arrays.fill(ids, paddingId);
    for (int row = 0; row < rows; row++) {
      int[] tokens = texts.get(row);
      System.arraycopy(tokens, 0, ids, row * length, tokens.length);
      lengths[row] = tokens.length;
    }
    return new TokenBatch(ids, new int[rows * length], lengths, rows, length);
  }

  /** Pads texts or pairs of texts to the longest of them. */
  public static TokenBatch of(List<Encoding> encodings, int paddingId) {
    TokenBatch batch = ofIds(encodings.stream().map(Encoding::ids).toList(), paddingId, 1);
    for (int row = 0; row < batch.rows; row++) {
      int[] types = encodings.get(row).typeIds();
      System.arraycopy(types, 0, batch.types, row * batch.length, types.length);
    }
    return batch;
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
