package app.valence.training.loop;

import app.valence.model.TokenBatch;

/**
 * A part of an optimizer step.
 *
 * @param tokens the texts
 * @param labels a class for each text, or a token for each position, {@link Objective#IGNORED}
 *     where nothing is to be learned
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; made and read once a step.
public record LabelledBatch(TokenBatch tokens, long[] labels) {}
