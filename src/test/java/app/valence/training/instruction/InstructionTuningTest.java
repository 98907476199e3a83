package app.valence.training.instruction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import app.valence.data.Dataset;
import app.valence.jobs.JobContext;
import app.valence.model.AdapterFiles;
import app.valence.model.CausalLanguageModel;
import app.valence.model.DecoderModels;
import app.valence.model.Forward;
import app.valence.model.Lora;
import app.valence.model.LoraSettings;
import app.valence.model.ModelFiles;
import app.valence.model.TokenBatch;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.prompting.PromptEncoder;
import app.valence.prompting.PromptedText;
import app.valence.prompting.TinyPrompts;
import app.valence.tensor.Device;
import app.valence.tensor.GradientMode;
import app.valence.tensor.Precision;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.tensor.ThreadWaiting;
import app.valence.training.BatchSettings;
import app.valence.training.EndReason;
import app.valence.training.EvaluationSettings;
import app.valence.training.LossSettings;
import app.valence.training.TrainingControl;
import app.valence.training.TrainingEvent;
import app.valence.training.TrainingSettings;
import app.valence.training.loop.FolderRun;
import app.valence.training.loop.LabelledBatch;
import app.valence.training.loop.TokenSums;
import app.valence.training.optimizer.LearningRateSchedule.Course;
import app.valence.training.optimizer.OptimizerSettings;
import app.valence.training.saving.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstructionTuningTest {
  private static final int LENGTH = 64;

  @TempDir Path folder;
  private final Tokenizer tokenizer = TinyPrompts.tokenizer();
  private final List<TrainingEvent> events = new ArrayList<>();
  private TensorRuntime runtime;
  private TensorScope scope;
  private List<PromptedText> train;
  private List<PromptedText> validation;

  @BeforeEach
  @SuppressWarnings("MustBeClosedChecker") // Closed after each test.
  void open() throws IOException {
    runtime = TensorRuntime.start(new RuntimeOptions(Device.CPU, 1, ThreadWaiting.PASSIVE));
    scope = runtime.open();
    train = prompts(TinyPrompts.opinions("train", 48, 1));
    validation = prompts(TinyPrompts.opinions("validation", 20, 2));
  }

  @AfterEach
  void close() {
    scope.close();
    runtime.close();
    tokenizer.close();
  }

  private List<PromptedText> prompts(Dataset dataset) throws IOException {
    var form = TinyPrompts.form("Review: {text}\nLabel: {label}");
    var limits = new PromptEncoder.Limits(tokenizer.specialTokens().separator(), LENGTH, 0);
    return new PromptEncoder(tokenizer, form, limits).examples(dataset, JobContext.detached());
  }

  private CausalLanguageModel model(String type, long seed) {
    return DecoderModels.languageModel(type, tokenizer.vocabularySize(), LENGTH, scope, seed);
  }

  private static TrainingSettings training(LossSettings loss, int epochs) {
    TrainingSettings usual = InstructionSettings.USUAL;
    OptimizerSettings o = usual.optimizer();
    return new TrainingSettings(
        new TrainingSettings.Duration(epochs, 0),
        new BatchSettings(8, 1, true, 0),
        new OptimizerSettings(1e-2, Course.LINEAR, o.warmup(), 0, 0.9, 0.999, 1e-8, 1, 1),
        loss,
        usual.layers(),
        new EvaluationSettings(6, 1, usual.evaluation().bestBy(), 0),
        new TrainingSettings.Saving(6, 2),
        usual.precision(),
        7);
  }

  /** Packed examples make fewer steps of an epoch. */
  private static InstructionSettings settings(boolean packing) {
    TrainingSettings training = training(LossSettings.DEFAULTS, packing ? 12 : 3);
    return new InstructionSettings(LENGTH, LossOn.ANSWER, packing, training);
  }

  private InstructionTuning tuning(CausalLanguageModel model, String run, boolean packing) {
    var inputs =
        new InstructionTuning.Inputs(
            model,
            tokenizer,
            train,
            Optional.of(validation),
            Optional.empty(),
            folder.resolve(run));
    return new InstructionTuning(scope, inputs, settings(packing));
  }

  private TrainingControl control(Consumer<TrainingEvent> also) {
    events.clear();
    return TrainingControl.unattended(
        event -> {
          events.add(event);
          also.accept(event);
        });
  }

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

  private float[] logits(CausalLanguageModel model, int[] ids) {
    try (var off = GradientMode.off();
        TensorScope pass = scope.open()) {
      var batch = TokenBatch.ofIds(List.of(ids), 0, 0);
      return model.logits(Forward.evaluating(pass, Precision.FP32), batch).toFloats();
    }
  }

  /** Cross-entropy, right guesses and entropy, worked out from the scores of all positions. */
  private double[] byHand(CausalLanguageModel model, List<PromptedText> examples, LossOn lossOn) {
    var sums = new double[4];
    int width = tokenizer.vocabularySize();
    for (PromptedText example : examples) {
      float[] all = logits(model, example.ids());
      int first = lossOn == LossOn.ALL ? 1 : example.answerStart();
      for (int token = first; token < example.ids().length; token++) {
        double[] p = softmax(Arrays.copyOfRange(all, (token - 1) * width, token * width));
        sums[0] -= Math.log(p[example.ids()[token]]);
        sums[1] += Arrays.stream(p).max().orElseThrow() == p[example.ids()[token]] ? 1 : 0;
        sums[2] -= Arrays.stream(p).map(x -> x * Math.log(x)).sum();
        sums[3]++;
      }
    }
    return sums;
  }

  private static double[] softmax(float[] scores) {
    double[] e = IntStream.range(0, scores.length).mapToDouble(i -> Math.exp(scores[i])).toArray();
    double sum = Arrays.stream(e).sum();
    return Arrays.stream(e).map(x -> x / sum).toArray();
  }

  @ParameterizedTest
  @EnumSource(LossOn.class)
  void theLossIsTheCrossEntropyOfTheTokensThatAreLearned(LossOn lossOn) {
    CausalLanguageModel model = model("llama", 1);
    PromptRows rows = PromptRows.single(train, lossOn, 1);
    LabelledBatch batch = rows.batch(IntStream.range(0, rows.size()).toArray(), 0);
    TokenSums found = TokenSums.of(model, batch, Precision.FP32, scope);
    double[] expected = byHand(model, train, lossOn);
    assertThat(found.loss()).isCloseTo(expected[0], within(1e-3 * expected[0]));
    assertThat(found.correct()).isEqualTo(expected[1]);
    assertThat(found.entropy()).isCloseTo(expected[2], within(1e-3 * expected[2]));
    assertThat(found.tokens()).isEqualTo((long) expected[3]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "mistral"})
  void packedExamplesHaveTheLossOfExamplesByThemselves(String type) {
    CausalLanguageModel model = model(type, 1);
    for (LossOn lossOn : LossOn.values()) {
      PromptRows single = PromptRows.single(train, lossOn, 1);
      PromptRows packed = PromptRows.packed(train, lossOn, 1, LENGTH);
      assertThat(packed.size()).isLessThan(single.size() / 2 + 1);
      TokenSums one = sums(model, single);
      TokenSums other = sums(model, packed);
      assertThat(other.loss()).isCloseTo(one.loss(), within(1e-4 * one.loss()));
      assertThat(other.tokens()).isEqualTo(one.tokens());
    }
  }

  private TokenSums sums(CausalLanguageModel model, PromptRows rows) {
    LabelledBatch batch = rows.batch(IntStream.range(0, rows.size()).toArray(), 0);
    return TokenSums.of(model, batch, Precision.FP32, scope);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void answersAreLearnedAndAllMetricsAreThere(boolean packing) throws IOException {
    CausalLanguageModel model = model("llama", 1);
    double[] before = byHand(model, validation, LossOn.ANSWER);
    FolderRun.Result result = tuning(model, "run", packing).run(control(event -> {}));
    assertThat(result.reason()).isEqualTo(EndReason.FINISHED);
    assertThat(result.evaluation().get("eval_loss")).isLessThan(before[0] / before[3] / 2);
    assertThat(result.evaluation()).containsKeys("eval_mean_token_accuracy", "eval_entropy");
    assertThat(rows().get(0))
        .containsKeys(
            "loss",
            "mean_token_accuracy",
            "entropy",
            "num_tokens",
            "grad_norm",
            "learning_rate",
            "total_flos")
        .doesNotContainKey("accuracy");
    double[] after = byHand(model, validation, LossOn.ANSWER);
    assertThat(result.evaluation().get("eval_loss")).isCloseTo(after[0] / after[3], within(1e-3));
    var saved = ModelFiles.causalLanguageModel(folder.resolve("run"), scope, 0).model();
    assertThat(byHand(saved, validation, LossOn.ANSWER)[0]).isCloseTo(after[0], within(1e-3));
  }

  @Test
  void theFirstLoggedLossAndEntropyAreThoseOfTheFirstBatch() throws IOException {
    CausalLanguageModel model = model("gpt2", 1);
    var batch =
        new PromptBatches(PromptRows.single(train, LossOn.ANSWER, 1), settings(false).training())
            .after(0)
            .get(0);
    TokenSums sums = TokenSums.of(model, batch, Precision.FP32, scope);
    tuning(model, "run", false).run(control(event -> {}));
    assertThat(rows().get(0).get("loss")).isCloseTo(sums.loss() / sums.tokens(), within(1e-4));
    assertThat(rows().get(0).get("entropy"))
        .isCloseTo(sums.entropy() / sums.tokens(), within(1e-4));
  }

  /** Stands for the death of the program. */
  private static final class Killed extends RuntimeException {}

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aKilledRunIsResumedToTheSameNumbers(boolean packing) throws IOException {
    tuning(model("llama", 1), "whole", packing).run(control(event -> {}));
    List<Map<String, Double>> whole = rows();
    assertThatThrownBy(
            () ->
                tuning(model("llama", 1), "parts", packing)
                    .run(
                        control(
                            event -> {
                              if (event.step() == 15) {
                                throw new Killed();
                              }
                            })))
        .isInstanceOf(Killed.class);
    Path checkpoint = new RunFolder(folder.resolve("parts")).latestCheckpoint().orElseThrow();
    tuning(model("llama", 99), "parts", packing).resumeFrom(checkpoint).run(control(event -> {}));
    List<Map<String, Double>> rest = rows();
    assertThat(rest).isNotEmpty().hasSizeLessThan(whole.size());
    assertThat(rest).isEqualTo(whole.subList(whole.size() - rest.size(), whole.size()));
  }

  @Test
  void anAdapterIsTunedInPlaceOfItsBase() throws IOException {
    CausalLanguageModel base = model("llama", 1);
    float[] words = base.parameters().get("model.embed_tokens.weight").toFloats();
    var lora = new LoraSettings(4, 8, 0, List.of(LoraSettings.ALL_LINEAR), List.of());
    CausalLanguageModel adapted = Lora.attach(base, lora, scope, 5);
    double[] before = byHand(adapted, validation, LossOn.ANSWER);
    FolderRun.Result result = tuning(adapted, "run", true).run(control(event -> {}));
    assertThat(result.evaluation().get("eval_loss")).isLessThan(before[0] / before[3]);
    assertThat(base.parameters().get("model.embed_tokens.weight").toFloats()).isEqualTo(words);
    assertThat(AdapterFiles.holdsAdapter(folder.resolve("run"))).isTrue();
    var loaded = AdapterFiles.load(model("llama", 1), folder.resolve("run"), scope);
    assertThat(byHand(loaded, validation, LossOn.ANSWER)[0])
        .isCloseTo(byHand(adapted, validation, LossOn.ANSWER)[0], within(1e-3));
  }

  @Test
  void otherSettingsOfPromptsAreRefusedOnResume() throws IOException {
    tuning(model("llama", 1), "run", false).run(control(event -> {}));
    Path checkpoint = new RunFolder(folder.resolve("run")).latestCheckpoint().orElseThrow();
    var inputs =
        new InstructionTuning.Inputs(
            model("llama", 1),
            tokenizer,
            train,
            Optional.of(validation),
            Optional.empty(),
            folder.resolve("run"));
    var onAll = new InstructionSettings(LENGTH, LossOn.ALL, false, settings(false).training());
    var changed = new InstructionTuning(scope, inputs, onAll);
    assertThatThrownBy(() -> changed.resumeFrom(checkpoint))
        .hasMessageContaining("loss on answers")
        .hasMessageContaining("loss on all");
  }

  @Test
  void classWeightsAndTooLongPromptsAreRefused() {
    var weighted = new LossSettings(0, LossSettings.ClassWeighting.BALANCED, 0);
    assertThatThrownBy(
            () -> new InstructionSettings(LENGTH, LossOn.ANSWER, false, training(weighted, 3)))
        .hasMessageContaining("leave the class weights out");
    var longer =
        new InstructionSettings(LENGTH + 1, LossOn.ANSWER, false, settings(false).training());
    var inputs =
        new InstructionTuning.Inputs(
            model("llama", 1), tokenizer, train, Optional.empty(), Optional.empty(), folder);
    assertThatThrownBy(() -> new InstructionTuning(scope, inputs, longer))
        .hasMessageContaining("up to 65 tokens")
        .hasMessageContaining("at most 64");
  }
}
