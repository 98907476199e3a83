package app.valence.training.saving;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.evaluation.MetricName;
import app.valence.training.LogRow;
import app.valence.training.RunPlan;
import app.valence.training.StepMeasurement;
import app.valence.training.TrainingSettings;
import app.valence.training.TrainingState;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerStateFileTest {
  private static final RunPlan PLAN = new RunPlan(100, 8, 24);

  @TempDir Path folder;
  private final TrainingState state = new TrainingState();

  @Test
  void theFileIsWrittenAsHuggingFacesTrainerWritesIt() throws IOException {
    step();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("loss", 1.5);
    metrics.put("grad_norm", 0.25);
    metrics.put("undefined", Double.NaN);
    state.log(new LogRow(1, 0.125, metrics));
    state.finishEvaluation(MetricName.LOSS, 1.25);
    assertThat(written())
        .isEqualTo(
            """
            {
              "best_global_step": 1,
              "best_metric": 1.25,
              "best_model_checkpoint": "checkpoint-1",
              "epoch": 0.125,
              "eval_steps": 8,
              "global_step": 1,
              "is_hyper_param_search": false,
              "is_local_process_zero": true,
              "is_world_process_zero": true,
              "log_history": [
                {
                  "epoch": 0.125,
                  "grad_norm": 0.25,
                  "loss": 1.5,
                  "step": 1
                }
              ],
              "logging_steps": 10,
              "max_steps": 24,
              "num_input_tokens_seen": 40,
              "num_train_epochs": 3,
              "save_steps": 8,
              "stateful_callbacks": {},
              "total_flos": 48000.0,
              "train_batch_size": 8,
              "trial_name": null,
              "trial_params": null
            }
            """);
  }

  @Test
  void beforeTheFirstEvaluationThereIsNoBest() throws IOException {
    step();
    state.finishEvaluation(MetricName.F1_MACRO, Double.NaN);
    JsonNode json = new ObjectMapper().readTree(written());
    assertThat(json.path("best_metric").isNull()).isTrue();
    assertThat(json.path("best_global_step").isNull()).isTrue();
    assertThat(json.path("best_model_checkpoint").isNull()).isTrue();
    assertThat(json.path("log_history")).isEmpty();
    assertThat(json.path("epoch").asDouble()).isEqualTo(0.125);
  }

  private void step() {
    state.finishStep(new StepMeasurement(8, 40, 48, 48_000, 1.5, 0.25, 1e-3, 3, 8, 0, 0.1));
  }

  private String written() throws IOException {
    TrainerStateFile.write(folder, TrainingSettings.DEFAULTS, PLAN, state);
    return Files.readString(folder.resolve("trainer_state.json"));
  }
}
