package app.valence.model;

import app.valence.model.tokenizer.Encoding;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts of one forward pass, as token ids padded on the right to one length.
 *
 * @param ids {@code [rows × length]}, row by row
 * @param types token types, {@code [rows × length]}
 * @param lengths tokens of each row, without padding
 * @param rows how many texts
 * @param length tokens of each row, with padding
 * @param segments for decoders, where a row holds several texts: their numbers, {@code [rows ×
 *     length]}, each in one stretch. A token sees those before it that have its own number, and
 *     those with the number 0, on which all others follow. Null where a row is one text.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; made and read once a step.
public record TokenBatch(
    int[] ids, int[] types, int[] lengths, int rows, int length, int @Nullable [] segments) {
  /** Each row is one text. */
  public TokenBatch(int[] ids, int[] types, int[] lengths, int rows, int length) {
    this(ids, types, lengths, rows, length, null);
  }

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

  /** The same tokens as several texts in each row. */
  public TokenBatch withSegments(int[] numbers) {
    return new TokenBatch(ids, types, lengths, rows, length, numbers);
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
