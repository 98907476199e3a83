package app.valence.runs;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of a run.
 *
 * @param started when it was started first
 * @param ended when it ended; absent while it is under way
 * @param data what was read; absent before that
 * @param metrics of the kept model by Hugging Face's names: {@code train_…}, {@code eval_…}, {@code
 *     test_…}
 * @param message why it ended, where it did not simply finish
 */
public record RunRecord(
    RunRequest request,
    RunStatus status,
    Instant started,
    Optional<Instant> ended,
    Optional<DataDescription> data,
    Map<String, Double> metrics,
    Optional<String> message) {
  /** Copies the metrics, sorted, without undefined values. */
  public RunRecord {
    var defined = new TreeMap<>(metrics);
    defined.values().removeIf(value -> !Double.isFinite(value));
    metrics = Collections.unmodifiableMap(defined);
  }

  /** The record of a run that begins. */
  static RunRecord begun(RunRequest request, Instant now) {
    return new RunRecord(
        request,
        RunStatus.RUNNING,
        now,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty());
  }

  /** The record of the same run when it goes on. */
  RunRecord resumed() {
    return new RunRecord(
        request, RunStatus.RUNNING, started, Optional.empty(), data, metrics, Optional.empty());
  }

  RunRecord withData(DataDescription described) {
    return new RunRecord(request, status, started, ended, Optional.of(described), metrics, message);
  }

  RunRecord withMetrics(Map<String, Double> measured) {
    return new RunRecord(request, status, started, ended, data, measured, message);
  }

  RunRecord ended(RunStatus how, Optional<String> why, Instant now) {
    return new RunRecord(request, how, started, Optional.of(now), data, metrics, why);
  }
}
