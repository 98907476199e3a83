package app.valence.training.setup;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.data.LabelSet;
import app.valence.model.Model;
import app.valence.model.ModelConfig;
import app.valence.model.ModelHead;
import app.valence.model.PassMemory;
import app.valence.model.PlannedModel;
import app.valence.model.TinyNetworks;
import app.valence.tensor.Device;
import app.valence.tensor.Precision;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.tensor.ThreadWaiting;
import app.valence.training.AdapterSettings;
import app.valence.training.LayerSettings;
import app.valence.training.TrainingSettings;
import app.valence.training.optimizer.OptimizerSettings;
import app.valence.training.optimizer.ParameterGroups;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryEstimateTest {
  private static final PassMemory.Batch BATCH = new PassMemory.Batch(4, 8, 16);
  private static final AdapterSettings ADAPTER =
      new AdapterSettings(2, 4, 0, AdapterSettings.ALL_LINEAR, false);

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

  private static TrainingSettings with(LayerSettings layers) {
    TrainingSettings usual = TrainingSettings.DEFAULTS;
    return new TrainingSettings(
        usual.duration(),
        usual.batches(),
        usual.optimizer(),
        usual.loss(),
        layers,
        usual.evaluation(),
        usual.saving(),
        Precision.FP32,
        usual.seed());
  }

  private static LayerSettings adapted(boolean checkpointing, boolean bf16) {
    return new LayerSettings(0, 0, ADAPTER, checkpointing, bf16);
  }

  private static MemoryEstimate estimate(Model model, LayerSettings layers) {
    return MemoryEstimate.of(PlannedModel.of(model), BATCH, with(layers), 0);
  }

  @ParameterizedTest
  @CsvSource({"bert,0", "bert,1", "bert,3", "roberta,2", "gpt2,0", "llama,1"})
  void weightsGradientsAndMomentsAreThoseOfTheTensors(String modelType, int frozen) {
    Model model = TinyNetworks.classifier(modelType, scope);
    requireExact(model, new LayerSettings(frozen, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "distilbert", "gpt2", "qwen2"})
  void thoseOfAnAdapterToo(String modelType) {
    Model model =
        TinyNetworks.adapted(TinyNetworks.classifier(modelType, scope), "all-linear", scope);
    requireExact(model, adapted(false, false));
  }

  private static void requireExact(Model model, LayerSettings layers) {
    MemoryEstimate estimate = estimate(model, layers);
    long trained = new ParameterGroups(model, OptimizerSettings.DEFAULTS, layers.frozen()).count();
    assertThat(estimate.parameters()).isEqualTo(4 * model.parameters().count());
    assertThat(estimate.gradients()).isEqualTo(4 * trained);
    assertThat(estimate.moments()).isEqualTo(8 * trained);
  }

  @Test
  void aBaseInSixteenBitsTakesHalfOfItsMatrices() {
    Model model = TinyNetworks.adapted(TinyNetworks.classifier("bert", scope), "query", scope);
    long halves =
        PlannedModel.of(model).parameters().stream()
            .filter(p -> p.isMatrix() && p.role() == PlannedModel.Role.FROZEN)
            .mapToLong(PlannedModel.Parameter::elements)
            .sum();
    assertThat(halves).isPositive();
    assertThat(estimate(model, adapted(false, true)).parameters())
        .isEqualTo(estimate(model, adapted(false, false)).parameters() - 2 * halves);
  }

  /**
   * Of a layer of 16 units and 32 inner ones, on 32 tokens, without dropout: the joined projections
   * and what attention gives, the two sums before the norms, what the norms give to layers that
   * learn, and the inner units before and after the activation.
   */
  @Test
  void anEncodersLayerKeepsWhatItsGradientsNeed() {
    ModelConfig config =
        TinyNetworks.classifier("bert", scope)
            .config()
            .withDropout(new ModelConfig.Dropout(0, 0, 0));
    var model = PlannedModel.of(config, ModelHead.SEQUENCE_CLASSIFICATION);
    int tokens = 4 * 8;
    long state = 16L * tokens;
    long inner = 32L * tokens;
    long learning = 3 * state + state + 2 * state + 2 * state + 2 * inner + 3 * 16 * 16;
    assertThat(new PassMemory(model, BATCH, name -> true, false).layer(1)).isEqualTo(4 * learning);
    long frozen = learning - 2 * state - inner;
    assertThat(new PassMemory(model, BATCH, name -> false, false).layer(1)).isEqualTo(4 * frozen);
  }

  @Test
  void whatIsSavedIsForeseen() {
    ModelConfig config = InitialSize.SMALL.largestConfig(LabelSet.of(List.of("bad", "good")));
    var head = ModelHead.SEQUENCE_CLASSIFICATION;
    var whole = PlannedModel.of(config, head);
    var beside = PlannedModel.adapted(config, head, 8, AdapterSettings.ALL_LINEAR, 0);
    long all = bytes(whole, LayerSettings.DEFAULTS);
    long again = bytes(whole, new LayerSettings(0, 0, null, true, false));
    long adapter = bytes(beside, adapted(false, false));
    long both = bytes(beside, adapted(true, true));
    assertThat(List.of(again, adapter)).allMatch(bytes -> bytes < all);
    assertThat(both).isLessThan(adapter).isLessThan(again);
  }

  private static long bytes(PlannedModel model, LayerSettings layers) {
    return MemoryEstimate.of(model, BATCH, with(layers), 0).bytes();
  }

  @Test
  void aLanguageModelHoldsTheScoresOfTheVocabulary() {
    Model model = TinyNetworks.languageModel("gpt2", scope);
    assertThat(estimate(model, LayerSettings.DEFAULTS).scores())
        .isGreaterThanOrEqualTo(4L * 16 * 4 * 30);
    assertThat(estimate(TinyNetworks.classifier("gpt2", scope), LayerSettings.DEFAULTS).scores())
        .isZero();
  }

  @Test
  void aSentenceSaysWhatForWhat() {
    var estimate =
        new MemoryEstimate(
            1_000_000_000L, 500_000_000L, 1_000_000_000L, 250_000_000L, 0, 250_000_000L);
    assertThat(estimate.describe())
        .isEqualTo(
            "Memory: about 3.00 GB (weights 1.00, gradients and optimizer 1.50, activations 0.25,"
                + " the rest 0.25).");
  }
}
