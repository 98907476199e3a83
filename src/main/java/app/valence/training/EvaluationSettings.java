package app.valence.training;

import app.valence.evaluation.MetricName;

/**
 * When a run looks at the validation data, and what it does about it.
 *
 * @param everySteps optimizer steps between two evaluations, or 0 for the end of each epoch
 * @param loggingSteps optimizer steps between two log rows
 * @param bestBy the metric that chooses the best checkpoint
 * @param patience evaluations without a better value after which the run stops, or 0 for never
 */
public record EvaluationSettings(
    int everySteps, int loggingSteps, MetricName bestBy, int patience) {
  /** Once an epoch, by loss, to the end. */
  public static final EvaluationSettings DEFAULTS =
      new EvaluationSettings(0, 10, MetricName.LOSS, 0);

  /** Checks the ranges. */
  public EvaluationSettings {
    if (everySteps < 0 || patience < 0) {
      throw new IllegalArgumentException(
          "Steps between evaluations and patience must not be negative.");
    }
    if (loggingSteps < 1) {
      throw new IllegalArgumentException(
          "At least 1 step must lie between two log rows, not " + loggingSteps + ".");
    }
  }

  /** Optimizer steps between two evaluations of a run. */
  public long stepsBetween(RunPlan plan) {
    return everySteps > 0 ? everySteps : plan.stepsPerEpoch();
  }
}
