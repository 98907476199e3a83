package app.valence.training.loop;

import static app.valence.training.loop.TinyRuns.values;
import static app.valence.training.loop.TinySettings.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.valence.evaluation.ModelEvaluator;
import app.valence.jobs.JobContext;
import app.valence.tensor.Precision;
import app.valence.training.EndReason;
import app.valence.training.TrainingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says about itself, against the definitions of Hugging Face's trainer. */
class RunMetricsTest {
  @TempDir Path folder;
  private TinyRuns runs;

  @BeforeEach
  void start() throws Exception {
    runs = new TinyRuns(folder);
  }

  @AfterEach
  void stop() {
    runs.close();
  }

  @Test
  void aSparseLogSaysWhatAFullOneSays() throws IOException {
    runs.run("full", with(s -> s.warmup = 0.5));
    var full = runs.loggedRows();
    var result =
        runs.run(
            "sparse",
            with(
                s -> {
                  s.warmup = 0.5;
                  s.loggingSteps = 5;
                }));
    var sparse = runs.loggedRows();

    List<Double> losses = values(full, "loss");
    assertThat(sparse).extracting(r -> r.step()).containsExactly(5L, 10L, 12L);
    assertThat(sparse).extracting(r -> r.epoch()).containsExactly(5 / 6.0, 10 / 6.0, 2.0);
    assertThat(values(sparse, "loss").get(0)).isCloseTo(mean(losses.subList(0, 5)), within(1e-12));
    assertThat(values(sparse, "loss").get(2))
        .isCloseTo(mean(losses.subList(10, 12)), within(1e-12));
    for (String last : List.of("grad_norm", "learning_rate", "num_tokens", "total_flos")) {
      assertThat(values(sparse, last).get(1)).as(last).isEqualTo(values(full, last).get(9));
    }
    assertThat(result.summary().metrics().get("train_loss")).isCloseTo(mean(losses), within(1e-12));
  }

  @Test
  void theRateIsTheOneThatTheStepUsed() throws IOException {
    runs.run(
        "run",
        with(
            s -> {
              s.warmup = 0.25;
              s.learningRate = 0.003;
            }));
    List<Double> rates = values(runs.loggedRows(), "learning_rate");
    assertThat(rates.get(0)).isZero();
    assertThat(rates.get(1)).isCloseTo(0.001, within(1e-15));
    assertThat(rates.get(3)).isEqualTo(0.003);
    assertThat(rates.get(11)).isCloseTo(0.003 / 9, within(1e-15));
  }

  @Test
  void tokensAndFloatingPointOperationsAreCountedFromTheData() throws IOException {
    var result =
        runs.run(
            "run",
            with(
                s -> {
                  s.padTo = 32;
                  s.frozen = 1;
                  s.accumulation = 2;
                }));
    long tokens = Arrays.stream(runs.train.lengths()).sum();
    long weights =
        runs.model.parameters().asMap().entrySet().stream()
            .filter(e -> !e.getKey().matches("bert\\.embeddings\\.\\w+_embeddings\\.weight"))
            .mapToLong(e -> e.getValue().elements())
            .sum();
    assertThat(result.summary().metrics())
        .containsEntry("num_tokens", 2.0 * tokens)
        .containsEntry("total_flos", 6.0 * 2 * 90 * 32 * weights);
    assertThat(result.state().samples()).isEqualTo(180);
    assertThat(result.state().step()).isEqualTo(6);
  }

  @Test
  void theAccuracyOfALogRowIsThatOfItsExamples() throws IOException {
    runs.dropout = 0;
    runs.run(
        "run",
        with(
            s -> {
              s.epochs = 1;
              s.loggingSteps = 100;
              s.learningRate = 1e-12;
            }));
    var onTraining =
        new ModelEvaluator(runs.model, Precision.FP32)
            .evaluate(runs.train, runs.scope(), JobContext.detached());
    var row = runs.loggedRows().get(0).metrics();
    assertThat(row).containsEntry("accuracy", onTraining.report().accuracy());
    // All batches but the last have 16 examples, so the steps' mean is not quite the examples'.
    assertThat(row.get("loss")).isCloseTo(onTraining.loss(), within(0.01));
  }

  @Test
  void theEvaluationLossIsTheMeanOverExamples() throws IOException {
    var result = runs.run("run", with(s -> s.epochs = 1));
    var validation = runs.validation.orElseThrow();
    var evaluator = new ModelEvaluator(runs.model, Precision.FP32);
    double sum = 0;
    for (int i = 0; i < validation.size(); i++) {
      double[] p = evaluator.probabilities(validation, new int[] {i}, runs.scope())[0];
      sum -= Math.log(p[validation.labels()[i]]);
    }
    var row = runs.evaluatedRows().get(0);
    assertThat(row.metrics().get("eval_loss")).isCloseTo(sum / validation.size(), within(1e-5));
    assertThat(row.metrics())
        .containsEntry("eval_accuracy", result.evaluation().orElseThrow().report().accuracy())
        .containsKeys("eval_f1_macro", "eval_mcc", "eval_ece");
    var evaluated =
        runs.events.stream().filter(TrainingEvent.Evaluated.class::isInstance).findFirst();
    var timed = ((TrainingEvent.Evaluated) evaluated.orElseThrow()).row().metrics();
    double seconds = timed.get("eval_runtime");
    assertThat(timed.get("eval_samples_per_second")).isCloseTo(50 / seconds, within(1e-6));
    assertThat(timed.get("eval_steps_per_second")).isCloseTo(1 / seconds, within(1e-6));
  }

  @Test
  void earlyStoppingInflatesNothingButTheCompatibleFiles() throws IOException {
    var result =
        runs.run(
            "run",
            with(
                s -> {
                  s.epochs = 50;
                  s.learningRate = 1e-12;
                  s.weightDecay = 0;
                  s.patience = 1;
                }));
    assertThat(result.reason()).isEqualTo(EndReason.STOPPED_EARLY);
    double seconds = result.state().runtimeSeconds();
    var real = result.summary().metrics();
    assertThat(real.get("train_samples_per_second")).isCloseTo(180 / seconds, within(1e-9));
    assertThat(real.get("train_steps_per_second")).isCloseTo(12 / seconds, within(1e-9));

    JsonNode ours = json("valence_results.json");
    assertThat(ours.path("end_reason").asText()).isEqualTo("STOPPED_EARLY");
    assertThat(ours.path("message").asText()).startsWith("No better loss");
    assertThat(ours.at("/metrics/train_steps_per_second").asDouble())
        .isEqualTo(real.get("train_steps_per_second"));
    assertThat(ours.at("/metrics/eval_loss").isNumber()).isTrue();

    JsonNode history = json("trainer_state.json").path("log_history");
    for (JsonNode theirs :
        List.of(
            json("train_results.json"),
            json("all_results.json"),
            history.path(history.size() - 1))) {
      double runtime = theirs.path("train_runtime").asDouble();
      assertThat(runtime).isCloseTo(seconds, within(1e-4));
      assertThat(theirs.path("train_samples_per_second").asDouble())
          .isCloseTo(50 * 90 / runtime, within(1e-6));
      assertThat(theirs.path("train_steps_per_second").asDouble())
          .isCloseTo(50 * 6 / runtime, within(1e-6));
      assertThat(theirs.path("epoch").asDouble()).isEqualTo(2);
    }
    assertThat(json("all_results.json").has("eval_accuracy")).isTrue();
    assertThat(json("eval_results.json").has("train_loss")).isFalse();
  }

  private JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("run").resolve(name).toFile());
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
