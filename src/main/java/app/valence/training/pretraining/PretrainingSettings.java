package app.valence.training.pretraining;

import app.valence.evaluation.MetricName;
import app.valence.training.BatchSettings;
import app.valence.training.EvaluationSettings;
import app.valence.training.TrainingSettings;
import app.valence.training.optimizer.LearningRateSchedule;
import app.valence.training.optimizer.OptimizerSettings;

/**
 * Settings of pre-training.
 *
 * @param length tokens of a sequence, with the special ones
 * @param maskedShare of the tokens that are to be guessed
 * @param training everything else; a batch is of sequences
 */
public record PretrainingSettings(int length, double maskedShare, TrainingSettings training) {
  /** What serves well unless something is known to be better; one pass over the text. */
  public static final PretrainingSettings USUAL =
      new PretrainingSettings(128, 0.15, usualTraining());

  private static TrainingSettings usualTraining() {
    TrainingSettings usual = TrainingSettings.DEFAULTS;
    return new TrainingSettings(
        new TrainingSettings.Duration(1, 0),
        new BatchSettings(32, 1, false, 0),
        new OptimizerSettings(
            3e-4,
            LearningRateSchedule.Course.LINEAR,
            new OptimizerSettings.Warmup(0, 0.05),
            0.01,
            0.9,
            0.98,
            1e-6,
            1,
            1),
        usual.loss(),
        usual.layers(),
        new EvaluationSettings(500, 10, MetricName.LOSS, 0),
        new TrainingSettings.Saving(500, 2),
        usual.precision(),
        usual.seed());
  }

  /** The same, with other settings of the run. */
  public PretrainingSettings withTraining(TrainingSettings other) {
    return new PretrainingSettings(length, maskedShare, other);
  }

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
