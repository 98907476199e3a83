package app.valence.training;

/**
 * How examples are put together.
 *
 * @param batchSize examples of one forward pass
 * @param accumulationSteps batches of one optimizer step
 * @param bucketByLength whether batches hold examples of like length, which saves padding
 * @param padTo tokens that every batch is padded to at the least, or 0 for its own longest example
 */
public record BatchSettings(
    int batchSize, int accumulationSteps, boolean bucketByLength, int padTo) {
  /** What Hugging Face's trainer does, but for bucketing. */
  public static final BatchSettings DEFAULTS = new BatchSettings(8, 1, true, 0);

  /** Checks the ranges. */
  public BatchSettings {
    if (batchSize < 1 || batchSize > 65_536) {
      throw new IllegalArgumentException(
          "The batch size must be between 1 and 65536, and is " + batchSize + ".");
    }
    if (accumulationSteps < 1 || accumulationSteps > 65_536) {
      throw new IllegalArgumentException(
          "Gradients can be accumulated over 1 to 65536 batches, not " + accumulationSteps + ".");
    }
    if (padTo < 0) {
      throw new IllegalArgumentException("Padding to " + padTo + " tokens is not possible.");
    }
  }
}
