package app.valence.training.saving;

import app.valence.training.RunPlan;
import app.valence.training.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says a run's speed as Hugging Face's trainer does in its files: the planned work divided by the
 * time, however much of it was done, so a run that stopped early looks faster than it was. Readers
 * of those files expect that; everywhere else the speed is that of the work done.
 */
final class PlannedRates {
  private static final String SECONDS = "train_runtime";

  private PlannedRates() {}

  /** The metrics of a row; of one that closes a run, with planned instead of real speeds. */
  static Map<String, Double> in(
      Map<String, Double> metrics, TrainingSettings settings, RunPlan plan) {
    Map<String, Double> planned = new LinkedHashMap<>(metrics);
    double seconds = metrics.getOrDefault(SECONDS, 0.0);
    if (seconds > 0) {
      planned.put("train_samples_per_second", settings.plannedSamples(plan) / seconds);
      planned.put("train_steps_per_second", plan.totalSteps() / seconds);
    }
    return planned;
  }
}
