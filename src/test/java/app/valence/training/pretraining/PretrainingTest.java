package app.valence.training.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.jobs.Cancellation;
import app.valence.jobs.JobContext;
import app.valence.jobs.PauseGate;
import app.valence.model.MaskedLanguageModel;
import app.valence.model.ModelFiles;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.Device;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.tensor.ThreadWaiting;
import app.valence.training.BatchSettings;
import app.valence.training.EndReason;
import app.valence.training.EvaluationSettings;
import app.valence.training.TrainingControl;
import app.valence.training.TrainingEvent;
import app.valence.training.TrainingSettings;
import app.valence.training.optimizer.LearningRateSchedule.Course;
import app.valence.training.optimizer.OptimizerSettings;
import app.valence.training.saving.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainingTest {
  private static final int STEPS = 60;

  @TempDir Path folder;
  private final Tokenizer tokenizer = TinyTexts.tokenizer();
  private final List<TrainingEvent> events = new ArrayList<>();
  private TensorRuntime runtime;
  private TensorScope scope;
  private TokenFile train;
  private TokenFile heldOut;

  @BeforeEach
  @SuppressWarnings("MustBeClosedChecker") // Closed after each test.
  void open() throws IOException {
    runtime = TensorRuntime.start(new RuntimeOptions(Device.CPU, 1, ThreadWaiting.PASSIVE));
    scope = runtime.open();
    train = TinyTexts.tokens(TinyTexts.sentences(400, 1), tokenizer, folder.resolve("train"));
    heldOut = TinyTexts.tokens(TinyTexts.sentences(60, 2), tokenizer, folder.resolve("held"));
  }

  @AfterEach
  void close() throws IOException {
    train.close();
    heldOut.close();
    scope.close();
    runtime.close();
    tokenizer.close();
  }

  private static PretrainingSettings settings(int steps) {
    TrainingSettings usual = PretrainingSettings.USUAL.training();
    OptimizerSettings o = usual.optimizer();
    var training =
        new TrainingSettings(
            new TrainingSettings.Duration(1, steps),
            new BatchSettings(8, 2, false, 0),
            new OptimizerSettings(3e-3, Course.LINEAR, o.warmup(), 0.01, 0.9, 0.98, 1e-6, 1, 1),
            usual.loss(),
            usual.layers(),
            new EvaluationSettings(20, 1, usual.evaluation().bestBy(), 0),
            new TrainingSettings.Saving(20, 2),
            usual.precision(),
            7);
    return new PretrainingSettings(24, 0.15, training);
  }

  private MaskedLanguageModel newModel(long seed) {
    return ModelFiles.newMaskedLanguageModel(NewEncoder.config(tokenizer, 1, 32), scope, seed);
  }

  private Pretraining pretraining(MaskedLanguageModel model, String run) {
    var inputs =
        new Pretraining.Inputs(model, tokenizer, train, Optional.of(heldOut), folder.resolve(run));
    return new Pretraining(scope, inputs, settings(STEPS));
  }

  private TrainingControl control(Consumer<TrainingEvent> also) {
    events.clear();
    return TrainingControl.unattended(
        event -> {
          events.add(event);
          also.accept(event);
        });
  }

  /** Stands for the death of the program. */
  private static final class Killed extends RuntimeException {}

  private List<Map<String, Double>> rows() {
    List<Map<String, Double>> rows = new ArrayList<>();
    for (TrainingEvent event : events) {
      if (event instanceof TrainingEvent.Logged logged) {
        rows.add(withoutTimes(logged.row().metrics()));
      } else if (event instanceof TrainingEvent.Evaluated evaluated) {
        rows.add(withoutTimes(evaluated.row().metrics()));
      }
    }
    return rows;
  }

  private static Map<String, Double> withoutTimes(Map<String, Double> metrics) {
    var kept = new LinkedHashMap<>(metrics);
    kept.keySet().removeIf(key -> key.endsWith("runtime") || key.endsWith("per_second"));
    return kept;
  }

  @Test
  void heldOutWordsAreGuessedBetterAndAllMetricsAreThere() throws IOException {
    var inputs =
        new Pretraining.Inputs(
            newModel(1), tokenizer, train, Optional.of(heldOut), folder.resolve("run"));
    var result = new Pretraining(scope, inputs, settings(160)).run(control(event -> {}));
    var evaluations =
        events.stream()
            .filter(TrainingEvent.Evaluated.class::isInstance)
            .map(event -> ((TrainingEvent.Evaluated) event).row().metrics())
            .toList();
    assertThat(evaluations).hasSize(8);
    Map<String, Double> last = evaluations.get(7);
    assertThat(last.get("eval_loss")).isLessThan(evaluations.get(0).get("eval_loss") - 0.5);
    assertThat(last.get("eval_mean_token_accuracy")).isGreaterThan(0.4);
    assertThat(last.get("eval_entropy")).isPositive();
    assertThat(last.get("eval_perplexity")).isEqualTo(Math.exp(last.get("eval_loss")));
    assertThat(rows().get(0))
        .containsKeys(
            "loss", "mean_token_accuracy", "grad_norm", "learning_rate", "num_tokens", "total_flos")
        .doesNotContainKey("accuracy");
    assertThat(rows().get(0)).containsEntry("num_tokens", 2.0 * 8 * 24);
    assertThat(result.reason()).isEqualTo(EndReason.FINISHED);
  }

  @Test
  void theModelIsSavedAndAClassifierStartsFromIt() throws IOException {
    MaskedLanguageModel model = newModel(1);
    pretraining(model, "run").run(control(event -> {}));
    var again = ModelFiles.maskedLanguageModel(folder.resolve("run"), scope, 0);
    assertThat(again.report().describe()).isEmpty();
    String words = model.wordEmbeddingsName();
    assertThat(again.model().parameters().get(words).toFloats())
        .isEqualTo(model.parameters().get(words).toFloats());
    var classifier =
        ModelFiles.classifierToTrain(
            folder.resolve("run"),
            app.valence.data.LabelSet.of(List.of("bad", "good")),
            ModelFiles.HeadPolicy.REPLACE,
            scope,
            1);
    assertThat(classifier.model().config().dropout().hidden()).isPositive();
  }

  @Test
  void aKilledRunIsResumedToTheSameNumbers() throws IOException {
    pretraining(newModel(1), "whole").run(control(event -> {}));
    List<Map<String, Double>> whole = rows();
    assertThatThrownBy(
            () ->
                pretraining(newModel(1), "parts")
                    .run(
                        control(
                            event -> {
                              if (event.step() == 33) {
                                throw new Killed();
                              }
                            })))
        .isInstanceOf(Killed.class);
    Path checkpoint = new RunFolder(folder.resolve("parts")).latestCheckpoint().orElseThrow();
    assertThat(checkpoint).hasFileName("checkpoint-20");
    pretraining(newModel(99), "parts").resumeFrom(checkpoint).run(control(event -> {}));
    List<Map<String, Double>> rest = rows();
    assertThat(rest).hasSize(42).isEqualTo(whole.subList(whole.size() - 42, whole.size()));
  }

  @Test
  void aStoppedRunWritesACheckpointAndSaysWhy() throws IOException {
    var cancellation = new Cancellation();
    var control =
        new TrainingControl(
            new PauseGate(),
            cancellation,
            event -> {
              if (event.step() == 7) {
                cancellation.request("enough");
              }
            });
    var result = pretraining(newModel(1), "run").run(control);
    assertThat(result.reason()).isEqualTo(EndReason.CANCELLED);
    assertThat(result.message()).hasValue("enough");
    assertThat(new RunFolder(folder.resolve("run")).checkpoints()).containsKey(7L);
  }

  @Test
  void otherTextIsRefusedOnResume() throws IOException {
    pretraining(newModel(1), "run").run(control(event -> {}));
    Path checkpoint = new RunFolder(folder.resolve("run")).latestCheckpoint().orElseThrow();
    try (TokenFile other =
        TinyTexts.tokens(TinyTexts.sentences(401, 3), tokenizer, folder.resolve("other"))) {
      var inputs =
          new Pretraining.Inputs(
              newModel(1), tokenizer, other, Optional.of(heldOut), folder.resolve("run"));
      var changed = new Pretraining(scope, inputs, settings(STEPS));
      assertThatThrownBy(() -> changed.resumeFrom(checkpoint)).hasMessageContaining("other data");
    }
  }

  @Test
  void textShorterThanASequenceIsRefused() throws IOException {
    try (TokenFile little = TinyTexts.tokens(List.of("the cat"), tokenizer, folder.resolve("l"))) {
      var inputs = new Pretraining.Inputs(newModel(1), tokenizer, little, Optional.empty(), folder);
      assertThatThrownBy(() -> new Pretraining(scope, inputs, settings(STEPS)))
          .hasMessageContaining("3 tokens")
          .hasMessageContaining("give more text");
    }
  }

  @Test
  void countingPutsWordsOfLikeUseSideBySide() {
    MaskedLanguageModel model = newModel(1);
    TokenStart.set(model, tokenizer, train, scope, JobContext.detached());
    assertThat(likeness(model, "cat", "dog")).isGreaterThan(likeness(model, "cat", "engine") + 0.3);
    assertThat(likeness(model, "pump", "motor"))
        .isGreaterThan(likeness(model, "pump", "dog") + 0.3);
  }

  private double likeness(MaskedLanguageModel model, String one, String other) {
    float[] table = model.parameters().get(model.wordEmbeddingsName()).toFloats();
    int a = tokenizer.tokenId(one).orElseThrow() * 32;
    int b = tokenizer.tokenId(other).orElseThrow() * 32;
    double product = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < 32; i++) {
      product += table[a + i] * table[b + i];
      left += table[a + i] * table[a + i];
      right += table[b + i] * table[b + i];
    }
    return product / Math.sqrt(left * right);
  }
}
