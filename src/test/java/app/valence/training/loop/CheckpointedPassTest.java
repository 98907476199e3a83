package app.valence.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.valence.model.Forward;
import app.valence.model.Model;
import app.valence.model.TinyNetworks;
import app.valence.model.TokenBatch;
import app.valence.tensor.Device;
import app.valence.tensor.DropoutMasks;
import app.valence.tensor.GradientMode;
import app.valence.tensor.Precision;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.tensor.ThreadWaiting;
import app.valence.training.LossSettings;
import app.valence.training.optimizer.OptimizerSettings;
import app.valence.training.optimizer.ParameterGroups;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers that are computed again have the gradients of layers that are remembered. */
class CheckpointedPassTest {
  private static TensorRuntime runtime;
  private TensorScope scope;

  @BeforeAll
  static void startEngine() {
    runtime = TensorRuntime.start(new RuntimeOptions(Device.CPU, 1, ThreadWaiting.PASSIVE));
  }

  @AfterAll
  static void stopEngine() {
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

  private static LabelledBatch texts() {
    var tokens = TokenBatch.ofIds(List.of(new int[] {2, 9, 12, 5, 3}, new int[] {2, 28, 3}), 0, 0);
    return new LabelledBatch(tokens, new long[] {2, 0});
  }

  private static LabelledBatch words() {
    return new LabelledBatch(texts().tokens(), new long[] {4, 7, 11}, new long[] {1, 3, 6});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bert", "roberta", "distilbert", "electra", "gpt2", "llama", "mistral", "qwen2"})
  void ofAllParametersOfAClassifier(String modelType) {
    requireSameGradients(TinyNetworks.classifier(modelType, scope), texts(), 0, Precision.FP32);
  }

  @ParameterizedTest
  @CsvSource({"bert,1", "bert,2", "bert,3", "gpt2,2", "llama,1"})
  void ofTheHighestParts(String modelType, int frozen) {
    requireSameGradients(
        TinyNetworks.classifier(modelType, scope), texts(), frozen, Precision.FP32);
  }

  @ParameterizedTest
  @CsvSource({
    "bert, all-linear",
    "electra, all-linear",
    "distilbert, lin2",
    "gpt2, c_attn",
    "llama, all-linear",
    "qwen2, q_proj"
  })
  void ofAdaptersThatDropTheirInput(String modelType, String target) {
    var adapted = TinyNetworks.adapted(TinyNetworks.classifier(modelType, scope), target, scope);
    requireSameGradients(adapted, texts(), 0, Precision.FP32);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "gpt2", "llama"})
  void ofLanguageModelsWhoseOutputLayerIsTheWordEmbeddings(String modelType) {
    Model model = TinyNetworks.languageModel(modelType, scope);
    requireSameGradients(model, words(), 0, Precision.FP32);
    requireSameGradients(
        TinyNetworks.adapted(model, "all-linear", scope), words(), 0, Precision.FP32);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "llama"})
  void inSixteenBits(String modelType) {
    requireSameGradients(TinyNetworks.classifier(modelType, scope), texts(), 0, Precision.BF16);
  }

  private void requireSameGradients(
      Model model, LabelledBatch batch, int frozen, Precision precision) {
    var parameters = new ParameterGroups(model, OptimizerSettings.DEFAULTS, frozen);
    var wanted = new LinkedHashMap<String, float[]>();
    var found = new LinkedHashMap<String, float[]>();
    float whole = backward(model, parameters, batch, false, precision, wanted);
    float again = backward(model, parameters, batch, true, precision, found);
    assertThat(again).isEqualTo(whole);
    assertThat(found.keySet()).isEqualTo(wanted.keySet()).hasSize(parameters.names().size());
    assertThat(wanted.values().stream().filter(CheckpointedPassTest::isZero))
        .hasSizeLessThan(wanted.size() / 2);
    found.forEach(
        (name, values) ->
            assertThat(values).as(name).containsExactly(wanted.get(name), within(1e-7f)));
  }

  private static boolean isZero(float[] values) {
    for (float value : values) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  /** The loss; gradients are put into a map by the names of their parameters. */
  private float backward(
      Model model,
      ParameterGroups parameters,
      LabelledBatch batch,
      boolean checkpointing,
      Precision precision,
      Map<String, float[]> gradients) {
    var dropout = new DropoutMasks();
    dropout.begin(77);
    var objective = new Objective(LossSettings.DEFAULTS, new int[0]);
    try (var on = GradientMode.on();
        TensorScope part = scope.open()) {
      var forward = new Forward(part, precision, dropout);
      TrainingPass pass =
          checkpointing
              ? new CheckpointedPass(model, parameters, batch, forward)
              : new WholePass(model, parameters, batch, forward);
      Tensor logits = pass.logits();
      Tensor labels = part.longs(batch.labels(), batch.labels().length);
      Tensor loss = objective.loss(part, logits, labels, 2);
      float value = loss.item();
      var sum = new GradientSum(model, parameters, part);
      sum.add(part, part, pass.gradients(loss), batch.tokens());
      for (int i = 0; i < parameters.names().size(); i++) {
        gradients.put(parameters.names().get(i), sum.tensors().get(i).toFloats());
      }
      return value;
    }
  }
}
