package app.valence.training.pretraining;

import app.valence.model.TokenBatch;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.training.loop.LabelledBatch;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * Has a model guess the token after each position (Radford et al., 2018). The last position of a
 * sequence has none to guess, and is not scored.
 */
final class NextTokens implements LanguageModelling {
  /** Of the scores of a large vocabulary, so many positions' are held in memory at once. */
  private static final int MOST_POSITIONS = 4_096;

  /** Every token is guessed, so that fewer are enough than where most are only read. */
  private static final int TOKENS_TO_MEASURE = 1 << 16;

  private final OptionalInt start;

  /**
   * Guessing of the tokens of {@code tokenizer}.
   *
   * @throws IllegalArgumentException if it has no token that ends a text
   */
  NextTokens(Tokenizer tokenizer) {
    int end = LanguageModelling.separator(tokenizer);
    OptionalInt named = tokenizer.specialTokens().start();
    // Where one token is both, as GPT-2's is, a sequence that began with it would say that the text
    // before it had ended.
    this.start = named.isPresent() && named.getAsInt() != end ? named : OptionalInt.empty();
  }

  @Override
  public PackedSequences pack(TokenFile text, int length) {
    return new PackedSequences(text, length, start, OptionalInt.empty());
  }

  @Override
  public LabelledBatch batch(int[] ids, int rows, SplittableRandom random) {
    int length = ids.length / rows;
    var lengths = new int[rows];
    Arrays.fill(lengths, length);
    return LabelledBatch.ofNextTokens(
        new TokenBatch(ids, new int[ids.length], lengths, rows, length));
  }

  @Override
  public int mostRows(int length) {
    return Math.max(1, MOST_POSITIONS / length);
  }

  @Override
  public int tokensToMeasure() {
    return TOKENS_TO_MEASURE;
  }

  @Override
  public String description() {
    return "the next token";
  }
}
