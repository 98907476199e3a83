package app.valence.training.saving;

import app.valence.training.LogRow;
import app.valence.training.RunPlan;
import app.valence.training.TrainingSettings;
import app.valence.training.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes {@code trainer_state.json} as Hugging Face's trainer does: sorted keys, and no others than
 * its own, because its reader refuses them.
 */
final class TrainerStateFile {
  private static final String NAME = "trainer_state.json";

  private TrainerStateFile() {}

  static void write(Path folder, TrainingSettings settings, RunPlan plan, TrainingState state)
      throws IOException {
    boolean hasBest = state.bestStep() > 0;
    Map<String, Object> json = new TreeMap<>();
    json.put("best_global_step", hasBest ? state.bestStep() : null);
    json.put("best_metric", hasBest ? state.bestValue() : null);
    // A name and not a path, so that the run's folder can be moved.
    json.put("best_model_checkpoint", hasBest ? RunFolder.checkpointName(state.bestStep()) : null);
    json.put("epoch", plan.epochAfter(state.step()));
    json.put("eval_steps", settings.evaluation().stepsBetween(plan));
    json.put("global_step", state.step());
    json.put("is_hyper_param_search", false);
    json.put("is_local_process_zero", true);
    json.put("is_world_process_zero", true);
    json.put("log_history", rows(state.history(), settings, plan));
    json.put("logging_steps", settings.evaluation().loggingSteps());
    json.put("max_steps", plan.totalSteps());
    json.put("num_input_tokens_seen", state.tokens());
    json.put("num_train_epochs", (long) Math.ceil(plan.epochAfter(plan.totalSteps())));
    json.put("save_steps", settings.saving().stepsBetween(settings.evaluation(), plan));
    json.put("stateful_callbacks", Map.of());
    json.put("total_flos", state.flops());
    json.put("train_batch_size", settings.batches().batchSize());
    json.put("trial_name", null);
    json.put("trial_params", null);
    HuggingFaceJson.write(folder.resolve(NAME), json);
  }

  private static List<Map<String, Object>> rows(
      List<LogRow> history, TrainingSettings settings, RunPlan plan) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (LogRow row : history) {
      Map<String, Object> json = new TreeMap<>(PlannedRates.in(row.metrics(), settings, plan));
      json.put("epoch", row.epoch());
      json.put("step", row.step());
      rows.add(json);
    }
    return rows;
  }
}
