package app.valence.training.loop;

import app.valence.model.TokenBatch;
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
}
