package app.valence.training.saving;

import app.valence.training.EndReason;
import app.valence.training.LogRow;
import app.valence.training.RunPlan;
import app.valence.training.TrainingSettings;
import app.valence.training.TrainingState;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run came to, and the files that say so. Those with Hugging Face's names hold what its
 * trainer would have written, {@link PlannedRates} included; {@code valence_results.json} is ours
 * and says what was really done, and why the run ended.
 *
 * @param message why it ended, where it did not simply finish
 * @param summary {@code train_loss}, {@code train_runtime} …
 * @param evaluation metrics of the kept model, {@code eval_…}; may be empty
 */
public record RunResults(
    EndReason reason, Optional<String> message, LogRow summary, Map<String, Double> evaluation) {
  private static final String ALL = "all_results.json";

  /**
   * Writes {@code train_results.json}, {@code eval_results.json}, {@code all_results.json}, {@code
   * trainer_state.json} and {@code valence_results.json} into the run's folder.
   */
  public void write(RunFolder run, TrainingSettings settings, RunPlan plan, TrainingState state)
      throws IOException {
    Map<String, Double> train = withEpoch(PlannedRates.in(summary.metrics(), settings, plan));
    Map<String, Double> all = new TreeMap<>(train);
    write(run.path().resolve("train_results.json"), train);
    if (!evaluation.isEmpty()) {
      all.putAll(evaluation);
      write(run.path().resolve("eval_results.json"), withEpoch(evaluation));
    }
    write(run.path().resolve(ALL), all);
    TrainerStateFile.write(run.path(), settings, plan, state);
    writeOurs(run.path().resolve("valence_results.json"));
  }

  private Map<String, Double> withEpoch(Map<String, Double> metrics) {
    Map<String, Double> all = new TreeMap<>(metrics);
    all.put("epoch", summary.epoch());
    return all;
  }

  private void writeOurs(Path file) throws IOException {
    Map<String, Double> metrics = withEpoch(summary.metrics());
    metrics.putAll(evaluation);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("end_reason", reason.name());
    json.put("message", message.orElse(null));
    json.put("metrics", defined(metrics));
    json.put("step", summary.step());
    HuggingFaceJson.write(file, json);
  }

  /**
   * Writes {@code test_results.json} and adds the metrics to {@code all_results.json}.
   *
   * @param test metrics of the kept model, {@code test_…}
   */
  public static void writeTest(RunFolder run, Map<String, Double> test) throws IOException {
    write(run.path().resolve("test_results.json"), test);
    Path all = run.path().resolve(ALL);
    Map<String, Double> merged =
        new ObjectMapper().readValue(all.toFile(), new TypeReference<>() {});
    merged.putAll(test);
    write(all, merged);
  }

  private static void write(Path file, Map<String, Double> metrics) throws IOException {
    HuggingFaceJson.write(file, defined(metrics));
  }

  /** Leaves out undefined metrics, which JSON has no numbers for. */
  private static Map<String, Double> defined(Map<String, Double> metrics) {
    Map<String, Double> defined = new TreeMap<>(metrics);
    defined.values().removeIf(value -> !Double.isFinite(value));
    return defined;
  }
}
