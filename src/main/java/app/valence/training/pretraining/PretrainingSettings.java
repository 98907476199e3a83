package app.valence.training.pretraining;

import app.valence.training.TrainingSettings;

/**
 * Settings of pre-training.
 *
 * @param length tokens of a sequence, with the special ones
 * @param maskedShare of the tokens that are to be guessed
 * @param training everything else; a batch is of sequences
 */
public record PretrainingSettings(int length, double maskedShare, TrainingSettings training) {
  /** Checks the ranges. */
  public PretrainingSettings {
    if (length < 8) {
      throw new IllegalArgumentException("Sequences have at least 8 tokens, not " + length + ".");
    }
    if (!(maskedShare > 0 && maskedShare < 1)) {
      throw new IllegalArgumentException(
          "The share of hidden tokens must be above 0 and below 1, and is " + maskedShare + ".");
    }
  }
}
