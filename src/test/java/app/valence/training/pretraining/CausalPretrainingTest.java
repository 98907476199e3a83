package app.valence.training.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.data.LabelSet;
import app.valence.jobs.JobContext;
import app.valence.model.Architecture;
import app.valence.model.CausalLanguageModel;
import app.valence.model.Model;
import app.valence.model.ModelConfig;
import app.valence.model.ModelFiles;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.Device;
import app.valence.tensor.Precision;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.tensor.ThreadWaiting;
import app.valence.training.BatchSettings;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CausalPretrainingTest {
  private static final ModelConfig.Dropout NO_DROPOUT = new ModelConfig.Dropout(0, 0, 0, 0);

  @TempDir Path folder;
  private final Tokenizer tokenizer = TinyTexts.decoderTokenizer();
  private final List<Map<String, Double>> rows = new ArrayList<>();
  private TensorRuntime runtime;
  private TensorScope scope;
  private TokenFile train;
  private TokenFile heldOut;

  @BeforeEach
  @SuppressWarnings("MustBeClosedChecker") // Closed after each test.
  void open() throws IOException {
    runtime = TensorRuntime.start(new RuntimeOptions(Device.CPU, 1, ThreadWaiting.PASSIVE));
    scope = runtime.open();
    train = TinyTexts.tokens(TinyTexts.sentences(200, 1), tokenizer, folder.resolve("train"));
    heldOut = TinyTexts.tokens(TinyTexts.sentences(40, 2), tokenizer, folder.resolve("held"));
  }

  @AfterEach
  void close() throws IOException {
    train.close();
    heldOut.close();
    scope.close();
    runtime.close();
    tokenizer.close();
  }

  private static PretrainingSettings settings(int steps, Precision precision) {
    TrainingSettings usual = PretrainingSettings.USUAL.training();
    OptimizerSettings o = usual.optimizer();
    var training =
        new TrainingSettings(
            new TrainingSettings.Duration(1, steps),
            new BatchSettings(4, 2, false, 0),
            new OptimizerSettings(1e-2, Course.LINEAR, o.warmup(), 0.01, 0.9, 0.98, 1e-6, 1, 1),
            usual.loss(),
            usual.layers(),
            new EvaluationSettings(10, 1, usual.evaluation().bestBy(), 0),
            new TrainingSettings.Saving(10, 2),
            precision,
            7);
    return new PretrainingSettings(16, 0.15, training);
  }

  private CausalLanguageModel newModel(Architecture architecture, long seed) {
    var shape = new NewDecoder.Shape(1, 32, 2, architecture == Architecture.GPT2 ? 2 : 1);
    return ModelFiles.newCausalLanguageModel(
        NewDecoder.config(architecture, tokenizer, shape, 16), scope, seed);
  }

  private Pretraining pretraining(
      Model model, TokenFile text, String run, PretrainingSettings settings) {
    var inputs =
        new Pretraining.Inputs(model, tokenizer, text, Optional.of(heldOut), folder.resolve(run));
    return new Pretraining(scope, inputs, settings);
  }

  private TrainingControl control(long killedAt) {
    rows.clear();
    return TrainingControl.unattended(
        event -> {
          if (event instanceof TrainingEvent.Logged logged) {
            rows.add(withoutTimes(logged.row().metrics()));
          } else if (event instanceof TrainingEvent.Evaluated evaluated) {
            rows.add(withoutTimes(evaluated.row().metrics()));
          }
          if (event.step() == killedAt) {
            throw new Killed();
          }
        });
  }

  /** Stands for the death of the program. */
  private static final class Killed extends RuntimeException {}

  private static Map<String, Double> withoutTimes(Map<String, Double> metrics) {
    var kept = new LinkedHashMap<>(metrics);
    kept.keySet().removeIf(key -> key.endsWith("runtime") || key.endsWith("per_second"));
    return kept;
  }

  @Test
  void aDecoderLearnsWhatFollowsWhatAndAllMetricsAreThere() throws IOException {
    var result =
        pretraining(newModel(Architecture.LLAMA, 1), train, "run", settings(60, Precision.FP32))
            .run(control(-1));
    Map<String, Double> before = rows.get(0);
    assertThat(before.get("eval_loss"))
        .as("as good as chance")
        .isBetween(Math.log(300) - 0.3, Math.log(300) + 0.3);
    assertThat(rows.get(1))
        .containsKeys("loss", "mean_token_accuracy", "grad_norm", "learning_rate", "total_flos")
        .containsEntry("num_tokens", 2.0 * 4 * 16)
        .doesNotContainKey("accuracy");
    Map<String, Double> after = result.evaluation();
    assertThat(after.get("eval_loss")).isLessThan(1.5);
    assertThat(after.get("eval_mean_token_accuracy")).isGreaterThan(0.6);
    assertThat(after.get("eval_entropy")).isBetween(0.3, 2.0);
    assertThat(after.get("eval_perplexity")).isEqualTo(Math.exp(after.get("eval_loss")));
    assertThat(ModelFiles.languageModel(folder.resolve("run"), scope, 0).model())
        .isInstanceOf(CausalLanguageModel.class);
  }

  @Test
  void aDecoderLearnsAFewSequencesByHeartInEitherPrecision() throws IOException {
    try (TokenFile little =
        TinyTexts.tokens(TinyTexts.sentences(8, 3), tokenizer, folder.resolve("little"))) {
      for (Precision precision : Precision.values()) {
        for (var architecture : List.of(Architecture.GPT2, Architecture.QWEN2)) {
          pretraining(
                  newModel(architecture, 1).withDropout(NO_DROPOUT),
                  little,
                  architecture + "-" + precision,
                  settings(150, precision))
              .run(control(-1));
          Map<String, Double> last =
              rows.stream().filter(row -> row.containsKey("loss")).toList().get(149);
          assertThat(last.get("loss")).as(architecture + " " + precision).isLessThan(0.25);
          assertThat(last.get("mean_token_accuracy")).isGreaterThan(0.9);
        }
      }
    }
  }

  @Test
  void countingGivesADecoderAStart() throws IOException {
    CausalLanguageModel counted = newModel(Architecture.LLAMA, 1);
    TokenStart.set(counted, tokenizer, train, scope, JobContext.detached());
    double fromCounts = lossAfterAFewSteps(counted, "counted");
    assertThat(fromCounts).isLessThan(lossAfterAFewSteps(newModel(Architecture.LLAMA, 1), "not"));
  }

  private double lossAfterAFewSteps(Model model, String run) throws IOException {
    return pretraining(model, train, run, settings(10, Precision.FP32))
        .run(control(-1))
        .evaluation()
        .get("eval_loss");
  }

  @Test
  void aKilledRunIsResumedToTheSameNumbers() throws IOException {
    PretrainingSettings settings = settings(30, Precision.FP32);
    pretraining(newModel(Architecture.GPT2, 1), train, "whole", settings).run(control(-1));
    List<Map<String, Double>> whole = List.copyOf(rows);
    assertThatThrownBy(
            () ->
                pretraining(newModel(Architecture.GPT2, 1), train, "parts", settings)
                    .run(control(17)))
        .isInstanceOf(Killed.class);
    Path checkpoint = new RunFolder(folder.resolve("parts")).latestCheckpoint().orElseThrow();
    assertThat(checkpoint).hasFileName("checkpoint-10");
    pretraining(newModel(Architecture.GPT2, 99), train, "parts", settings)
        .resumeFrom(checkpoint)
        .run(control(-1));
    assertThat(rows).hasSize(22).isEqualTo(whole.subList(whole.size() - 22, whole.size()));
  }

  @Test
  void textShorterThanASequenceIsRefused() throws IOException {
    try (TokenFile little = TinyTexts.tokens(List.of("the cat"), tokenizer, folder.resolve("l"))) {
      assertThatThrownBy(
              () ->
                  pretraining(
                      newModel(Architecture.LLAMA, 1), little, "run", settings(1, Precision.FP32)))
          .hasMessageContaining("fewer than one sequence of 16")
          .hasMessageContaining("give more text");
    }
  }

  @Test
  void aClassifierIsRefused() {
    var config =
        newModel(Architecture.LLAMA, 1).config().withLabels(LabelSet.of(List.of("a", "b")));
    var classifier = ModelFiles.newClassifier(config, scope, 1);
    assertThatThrownBy(() -> pretraining(classifier, train, "run", settings(1, Precision.FP32)))
        .hasMessageContaining("learns from labelled texts");
  }
}
