package app.valence.training.loop;

import app.valence.model.TokenBatch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A part of an optimizer step.
 *
 * @param tokens the texts
 * @param labels a class for each text, a token for each position, or one for each of {@code
 *     positions}; {@link Objective#IGNORED} where nothing is to be learned
 * @param positions the only positions that are scored, counted through the batch row by row; null
 *     for whatever the model scores by itself
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; made and read once a step.
public record LabelledBatch(TokenBatch tokens, long[] labels, long @Nullable [] positions) {
  /** A part of which everything is scored. */
  public LabelledBatch(TokenBatch tokens, long[] labels) {
    this(tokens, labels, null);
  }

  /** Every token of a text but its first, to be guessed from those before it. */
  public static LabelledBatch ofNextTokens(TokenBatch tokens) {
    var positions = new long[tokens.ids().length];
    var labels = new long[positions.length];
    int count = 0;
    for (int row = 0; row < tokens.rows(); row++) {
      int start = row * tokens.length();
      for (int i = start; i < start + tokens.lengths()[row] - 1; i++) {
        positions[count] = i;
        labels[count++] = tokens.ids()[i + 1];
      }
    }
    return new LabelledBatch(tokens, Arrays.copyOf(labels, count), Arrays.copyOf(positions, count));
  }
}
