package app.valence.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.evaluation.MetricName;
import app.valence.evaluation.ModelEvaluator;
import app.valence.jobs.Cancellation;
import app.valence.jobs.JobContext;
import app.valence.jobs.PauseGate;
import app.valence.model.ModelFiles;
import app.valence.model.SequenceClassifier;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.Device;
import app.valence.tensor.Precision;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.tensor.ThreadWaiting;
import app.valence.training.BatchSettings;
import app.valence.training.EndReason;
import app.valence.training.EvaluationSettings;
import app.valence.training.LayerSettings;
import app.valence.training.LogRow;
import app.valence.training.TrainingControl;
import app.valence.training.TrainingEvent;
import app.valence.training.TrainingSettings;
import app.valence.training.optimizer.OptimizerSettings;
import app.valence.training.saving.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FineTuningTest {
  private static TensorRuntime runtime;
  private static Tokenizer tokenizer;

  @TempDir Path folder;
  private TensorScope scope;
  private double dropout = 0.1;

  @BeforeAll
  static void startEngine() throws Exception {
    runtime = TensorRuntime.start(new RuntimeOptions(Device.CPU, 0, ThreadWaiting.PASSIVE));
    tokenizer = TinyTask.tokenizer();
  }

  @AfterAll
  static void stopEngine() {
    tokenizer.close();
    runtime.close();
  }

  @BeforeEach
  @SuppressWarnings("MustBeClosedChecker") // Closed after each test.
  void openScope() {
    scope = runtime.open();
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  @Test
  void trainingLearnsTheTaskAndKeepsTheBestModel() throws IOException {
    var result = run("run", settings(), unattended());
    assertThat(result.reason()).isEqualTo(EndReason.FINISHED);
    var evaluation = result.evaluation().orElseThrow();
    assertThat(evaluation.report().accuracy()).isGreaterThan(0.9);
    assertThat(evaluation.loss()).isEqualTo(result.state().bestValue);
    try (TensorScope other = runtime.open()) {
      var reloaded = ModelFiles.classifier(folder.resolve("run"), other);
      var again =
          new ModelEvaluator(reloaded, Precision.FP32)
              .evaluate(TinyTask.examples(100, 2), other, JobContext.detached());
      assertThat(again.loss()).isEqualTo(evaluation.loss());
    }
  }

  @Test
  void resumingReproducesTheUninterruptedRun() throws IOException {
    List<LogRow> whole = new ArrayList<>();
    var uninterrupted = run("whole", settings(), collecting(whole));

    var cancellation = new Cancellation();
    List<LogRow> first = new ArrayList<>();
    run("parts", settings(), stoppingAfter(17, cancellation, first));
    Path checkpoint = new RunFolder(folder.resolve("parts")).latestCheckpoint().orElseThrow();
    assertThat(checkpoint.getFileName()).hasToString("checkpoint-17");
    List<LogRow> second = new ArrayList<>();
    var resumed = resume("parts", checkpoint, settings(), collecting(second));

    first.addAll(second);
    assertThat(first.stream().map(FineTuningTest::withoutTimes))
        .containsExactlyElementsOf(whole.stream().map(FineTuningTest::withoutTimes).toList());
    assertThat(resumed.state().totalLoss).isEqualTo(uninterrupted.state().totalLoss);
    assertThat(resumed.state().bestStep).isEqualTo(uninterrupted.state().bestStep);
    assertThat(resumed.evaluation().orElseThrow().loss())
        .isEqualTo(uninterrupted.evaluation().orElseThrow().loss());
  }

  @Test
  void theLossDoesNotDependOnHowAStepIsSplit() throws IOException {
    dropout = 0; // The parts of a step draw masks of their own.
    List<LogRow> whole = new ArrayList<>();
    List<LogRow> split = new ArrayList<>();
    run("whole", withBatches(settings(0), new BatchSettings(12, 1, false, 0)), collecting(whole));
    run("split", withBatches(settings(0), new BatchSettings(3, 4, false, 0)), collecting(split));
    assertThat(split).hasSameSizeAs(whole);
    for (int i = 0; i < whole.size(); i++) {
      for (String metric : List.of("loss", "grad_norm")) {
        assertThat(split.get(i).metrics().get(metric))
            .isCloseTo(whole.get(i).metrics().get(metric), Percentage.withPercentage(0.1));
      }
    }
  }

  @Test
  void aRunWithOtherSettingsIsNotResumed() throws IOException {
    var cancellation = new Cancellation();
    run("run", settings(), stoppingAfter(5, cancellation, new ArrayList<>()));
    Path checkpoint = new RunFolder(folder.resolve("run")).latestCheckpoint().orElseThrow();
    var other = withBatches(settings(), new BatchSettings(4, 1, true, 0));
    assertThatThrownBy(() -> resume("run", checkpoint, other, unattended()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("other settings")
        .hasMessageContaining("another folder");
  }

  private FineTuning.Result run(String name, TrainingSettings settings, TrainingControl control)
      throws IOException {
    var model = ModelFiles.newClassifier(TinyTask.config(dropout), scope, 1);
    return new FineTuning(scope, inputs(model, name), settings).run(control);
  }

  private FineTuning.Result resume(
      String name, Path checkpoint, TrainingSettings settings, TrainingControl control)
      throws IOException {
    var model = ModelFiles.classifier(checkpoint, scope);
    return new FineTuning(scope, inputs(model, name), settings).resumeFrom(checkpoint).run(control);
  }

  private FineTuning.Inputs inputs(SequenceClassifier model, String name) {
    return new FineTuning.Inputs(
        model,
        tokenizer,
        TinyTask.examples(480, 1),
        Optional.of(TinyTask.examples(100, 2)),
        folder.resolve(name));
  }

  private static TrainingSettings settings() {
    return settings(4);
  }

  private static TrainingSettings settings(int patience) {
    var defaults = TrainingSettings.DEFAULTS;
    var o = defaults.optimizer();
    return new TrainingSettings(
        new TrainingSettings.Duration(8, 0),
        new BatchSettings(16, 1, true, 0),
        new OptimizerSettings(3e-3, o.course(), o.warmup(), 0.01, 0.9, 0.999, 1e-8, 1, 1),
        defaults.loss(),
        LayerSettings.DEFAULTS,
        new EvaluationSettings(10, 1, MetricName.LOSS, patience),
        defaults.saving(),
        defaults.precision(),
        42);
  }

  private static TrainingSettings withBatches(TrainingSettings s, BatchSettings batches) {
    return new TrainingSettings(
        new TrainingSettings.Duration(1, 0),
        batches,
        s.optimizer(),
        s.loss(),
        s.layers(),
        s.evaluation(),
        s.saving(),
        s.precision(),
        s.seed());
  }

  private static TrainingControl unattended() {
    return TrainingControl.unattended(event -> {});
  }

  private static TrainingControl collecting(List<LogRow> rows) {
    return TrainingControl.unattended(event -> collect(event, rows));
  }

  private static TrainingControl stoppingAfter(
      int step, Cancellation cancellation, List<LogRow> rows) {
    return new TrainingControl(
        new PauseGate(),
        cancellation,
        event -> {
          collect(event, rows);
          if (event instanceof TrainingEvent.Logged && event.step() == step) {
            cancellation.request("enough");
          }
        });
  }

  private static void collect(TrainingEvent event, List<LogRow> rows) {
    if (event instanceof TrainingEvent.Logged logged) {
      rows.add(logged.row());
    }
  }

  private static LogRow withoutTimes(LogRow row) {
    var metrics = new LinkedHashMap<>(row.metrics());
    metrics.keySet().removeIf(key -> key.endsWith("runtime") || key.endsWith("per_second"));
    return new LogRow(row.step(), row.epoch(), metrics);
  }
}
