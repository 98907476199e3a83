package app.valence.training.saving;

import app.valence.files.AtomicFile;
import app.valence.training.LogRow;
import app.valence.training.TrainingSettings;
import app.valence.training.TrainingState;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
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
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private TrainerStateFile() {}

  static void write(Path folder, TrainingSettings settings, TrainingState state, RunFolder run)
      throws IOException {
    boolean evaluated = !Double.isNaN(state.bestValue);
    Map<String, Object> json = new TreeMap<>();
    json.put("best_global_step", evaluated ? state.bestStep : null);
    json.put("best_metric", evaluated ? state.bestValue : null);
    json.put(
        "best_model_checkpoint",
        evaluated ? run.checkpoint(state.bestStep).getFileName().toString() : null);
    json.put("epoch", state.history.isEmpty() ? 0.0 : last(state.history).epoch());
    json.put("eval_steps", settings.evaluation().everySteps());
    json.put("global_step", state.step);
    json.put("is_hyper_param_search", false);
    json.put("is_local_process_zero", true);
    json.put("is_world_process_zero", true);
    json.put("log_history", rows(state.history));
    json.put("logging_steps", settings.evaluation().loggingSteps());
    json.put("max_steps", settings.duration().maximumSteps());
    json.put("num_input_tokens_seen", state.tokens);
    json.put("num_train_epochs", settings.duration().epochs());
    json.put("save_steps", settings.saving().everySteps());
    json.put("stateful_callbacks", Map.of());
    json.put("total_flos", state.flops);
    json.put("train_batch_size", settings.batches().batchSize());
    json.put("trial_name", null);
    json.put("trial_params", null);
    AtomicFile.writeText(folder.resolve(NAME), JSON.writeValueAsString(json) + "\n");
  }

  private static LogRow last(List<LogRow> history) {
    return history.get(history.size() - 1);
  }

  private static List<Map<String, Object>> rows(List<LogRow> history) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (LogRow row : history) {
      Map<String, Object> json = new TreeMap<>(row.metrics());
      json.put("epoch", row.epoch());
      json.put("step", row.step());
      rows.add(json);
    }
    return rows;
  }
}
