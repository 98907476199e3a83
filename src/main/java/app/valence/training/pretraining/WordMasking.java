package app.valence.training.pretraining;

import app.valence.model.TokenBatch;
import app.valence.model.tokenizer.SpecialTokens;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.training.loop.LabelledBatch;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * Hides whole words for a model to guess (Devlin et al., 2019, and its whole-word masking of May
 * 2019): of the chosen words' tokens eight in ten become the mask, one a random token, and one
 * stays.
 */
final class WordMasking implements LanguageModelling {
  private static final double MASKED = 0.8;
  private static final double RANDOM = 0.1;

  /** Enough for a standard error of the loss below 0.02. */
  private static final int TOKENS_TO_MEASURE = 1 << 18;

  private final double share;
  private final int start;
  private final int separator;
  private final int mask;
  private final int vocabulary;
  private final BitSet special;
  private final BitSet continuation;

  /**
   * Masking for the tokens of {@code tokenizer}.
   *
   * @param share of the tokens that are to be guessed
   * @throws IllegalArgumentException if it has no mask or lacks another special token
   */
  WordMasking(Tokenizer tokenizer, double share) {
    this.share = share;
    this.vocabulary = tokenizer.vocabularySize();
    SpecialTokens tokens = tokenizer.specialTokens();
    this.start = named(tokens.start(), "cls_token");
    this.separator = named(tokens.separator(), "sep_token");
    this.mask = named(tokens.mask(), "mask_token");
    this.special = tokens.all();
    this.continuation = tokenizer.continuations();
  }

  private static int named(OptionalInt token, String key) {
    return token.orElseThrow(
        () ->
            new IllegalArgumentException(
                "The tokenizer has no token that an encoder needs: name one as \"%s\" in its"
                        .formatted(key)
                    + " tokenizer_config.json, or take a tokenizer that was made for encoders."));
  }

  @Override
  public PackedSequences pack(TokenFile text, int length) {
    return new PackedSequences(text, length, OptionalInt.of(start), OptionalInt.of(separator));
  }

  /** As many as are asked for: so few of their tokens are scored. */
  @Override
  public int mostRows(int length) {
    return Integer.MAX_VALUE;
  }

  @Override
  public int tokensToMeasure() {
    return TOKENS_TO_MEASURE;
  }

  @Override
  public String description() {
    return share + " hidden";
  }

  /** Hides words; {@code ids} are overwritten. */
  @Override
  public LabelledBatch batch(int[] ids, int rows, SplittableRandom random) {
    int length = ids.length / rows;
    var positions = new long[ids.length];
    var labels = new long[ids.length];
    int found = 0;
    for (int row = 0; row < rows; row++) {
      int[] starts = wordStarts(ids, row * length, length);
      shuffle(starts, random);
      int wanted = Math.max(1, (int) Math.round(share * length));
      int from = found;
      for (int start : starts) {
        if (found - from >= wanted) {
          break;
        }
        int end = (row + 1) * length;
        for (int i = start; i < end && (i == start || goesOn(ids[i])); i++) {
          positions[found] = i;
          labels[found++] = ids[i];
        }
      }
      // Positions in order read the states from front to back.
      sortTogether(positions, labels, from, found, ids);
    }
    for (int i = 0; i < found; i++) {
      ids[(int) positions[i]] = shown((int) labels[i], random);
    }
    var lengths = new int[rows];
    Arrays.fill(lengths, length);
    var tokens = new TokenBatch(ids, new int[ids.length], lengths, rows, length);
    return new LabelledBatch(tokens, Arrays.copyOf(labels, found), Arrays.copyOf(positions, found));
  }

  private boolean goesOn(int id) {
    return continuation.get(id);
  }

  private int[] wordStarts(int[] ids, int from, int length) {
    var starts = new int[length];
    int count = 0;
    boolean afterSpecial = true;
    for (int i = from; i < from + length; i++) {
      boolean isSpecial = special.get(ids[i]);
      if (!isSpecial && (afterSpecial || !goesOn(ids[i]))) {
        starts[count++] = i;
      }
      afterSpecial = isSpecial;
    }
    return Arrays.copyOf(starts, count);
  }

  private static void sortTogether(long[] positions, long[] labels, int from, int to, int[] ids) {
    Arrays.sort(positions, from, to);
    for (int i = from; i < to; i++) {
      labels[i] = ids[(int) positions[i]];
    }
  }

  private int shown(int id, SplittableRandom random) {
    double draw = random.nextDouble();
    if (draw < MASKED) {
      return mask;
    }
    if (draw >= MASKED + RANDOM) {
      return id;
    }
    int other = random.nextInt(vocabulary);
    return special.get(other) ? id : other;
  }

  private static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }
}
