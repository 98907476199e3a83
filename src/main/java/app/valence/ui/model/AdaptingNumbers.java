package app.valence.ui.model;

import app.valence.training.LogRow;
import app.valence.training.RunPlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far an adaptation is and what it measured last.
 *
 * @param total steps that are planned; 0 while that is unknown
 * @param epochs passes over the text that are planned
 * @param latest measurements by Hugging Face's names
 */
public record AdaptingNumbers(
    long step, long total, double epoch, double epochs, Map<String, Double> latest) {
  /** Before the first step. */
  static final AdaptingNumbers NONE = new AdaptingNumbers(0, 0, 0, 0, Map.of());

  AdaptingNumbers planned(long done, RunPlan plan) {
    return new AdaptingNumbers(
        done, plan.totalSteps(), plan.epochAfter(done), plan.epochAfter(plan.totalSteps()), latest);
  }

  AdaptingNumbers with(LogRow row) {
    var all = new HashMap<>(latest);
    all.putAll(row.metrics());
    return new AdaptingNumbers(row.step(), total, row.epoch(), epochs, Map.copyOf(all));
  }

  /** A measurement; NaN where it is not known. */
  double get(String name) {
    return latest.getOrDefault(name, Double.NaN);
  }

  /** The time left at the pace so far. */
  Optional<Duration> remaining() {
    double seconds = get("runtime");
    return step > 0 && total > 0 && seconds > 0
        ? Optional.of(Duration.ofMillis((long) (1000 * seconds / step * (total - step))))
        : Optional.empty();
  }
}
