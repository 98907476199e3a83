package app.valence.training;

import app.valence.tensor.Precision;
import app.valence.training.optimizer.OptimizerSettings;

/**
 * Everything a run depends on besides the model and the data; with them it reproduces the run.
 *
 * @param duration how long to train
 * @param saving when to write checkpoints
 * @param seed what the order of examples, dropout and drawn parameters follow from
 */
public record TrainingSettings(
    Duration duration,
    BatchSettings batches,
    OptimizerSettings optimizer,
    LossSettings loss,
    LayerSettings layers,
    EvaluationSettings evaluation,
    Saving saving,
    Precision precision,
    long seed) {

  /** What Hugging Face's trainer does unless told otherwise. */
  public static final TrainingSettings DEFAULTS =
      new TrainingSettings(
          new Duration(3, 0),
          BatchSettings.DEFAULTS,
          OptimizerSettings.DEFAULTS,
          LossSettings.DEFAULTS,
          LayerSettings.DEFAULTS,
          EvaluationSettings.DEFAULTS,
          new Saving(0, 2),
          Precision.FP32,
          42);

  /** Examples of a run of {@code plan}, counted as often as they are to be seen. */
  public long plannedSamples(RunPlan plan) {
    return duration.maximumSteps() > 0
        ? plan.totalSteps() * batches.batchSize() * batches.accumulationSteps()
        : (long) duration.epochs() * plan.examples();
  }

  /**
   * How long to train.
   *
   * @param epochs passes over the data
   * @param maximumSteps optimizer steps, used instead if above 0
   */
  public record Duration(int epochs, long maximumSteps) {
    /** Checks the ranges. */
    public Duration {
      if (epochs < 1 || maximumSteps < 0) {
        throw new IllegalArgumentException(
            "A run has at least 1 epoch and no negative number of steps.");
      }
    }

    /** Optimizer steps of a run whose epochs have {@code stepsPerEpoch}. */
    public long totalSteps(int stepsPerEpoch) {
      return maximumSteps > 0 ? maximumSteps : (long) epochs * stepsPerEpoch;
    }
  }

  /**
   * When to write checkpoints. One is also written when a run stops early, and the best one is
   * kept.
   *
   * @param everySteps optimizer steps between two checkpoints, or 0 for after each evaluation
   * @param kept how many of the latest are kept
   */
  public record Saving(int everySteps, int kept) {
    /** Checks the ranges. */
    public Saving {
      if (everySteps < 0 || kept < 1) {
        throw new IllegalArgumentException(
            "Steps between checkpoints must not be negative, and at least 1 must be kept.");
      }
    }

    /** Optimizer steps between two checkpoints of a run. */
    public long stepsBetween(EvaluationSettings evaluation, RunPlan plan) {
      return everySteps > 0 ? everySteps : evaluation.stepsBetween(plan);
    }
  }
}
