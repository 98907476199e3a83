package app.valence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import app.valence.tensor.DropoutMasks;
import app.valence.tensor.GradientMode;
import app.valence.tensor.Precision;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TensorScopes.class)
class LoraTest {
  private static final LoraSettings EVERYWHERE =
      new LoraSettings(2, 4, 0, List.of(LoraSettings.ALL_LINEAR), List.of("classifier", "score"));

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "distilbert", "electra", "gpt2", "llama", "qwen2"})
  void anUntrainedAdapterChangesNothingAndATrainedOneIsMergedExactly(
      String modelType, TensorScope scope) {
    var base = ModelFiles.newClassifier(TinyModels.config(modelType), scope, 3);
    float[] before = TinyModels.logits(base, scope);
    var adapted = Lora.attach(base, EVERYWHERE, scope, 5);
    assertThat(TinyModels.logits(adapted, scope)).containsExactly(before, within(1e-6f));
    train(adapted);
    float[] trained = TinyModels.logits(adapted, scope);
    assertThat(distance(before, trained)).isGreaterThan(1e-4);
    var merged = Lora.merge(adapted, scope);
    assertThat(merged.adapter()).isEmpty();
    assertThat(merged.parameters().names()).isEqualTo(base.parameters().names());
    assertThat(TinyModels.logits(merged, scope)).containsExactly(trained, within(1e-5f));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "mistral", "qwen2"})
  void languageModelsAreAdaptedAlike(String modelType, TensorScope scope) {
    var base = ModelFiles.newCausalLanguageModel(TinyModels.config(modelType), scope, 3);
    var adapted = Lora.attach(base, EVERYWHERE, scope, 5);
    train(adapted);
    float[] trained = TinyModels.logits(adapted, scope);
    assertThat(TinyModels.logits(Lora.merge(adapted, scope), scope))
        .containsExactly(trained, within(1e-5f));
  }

  /** Gives the second matrices, which start as zeros, other values. */
  static void train(Model model) {
    var random = new SplittableRandom(1);
    model
        .parameters()
        .asMap()
        .forEach(
            (name, tensor) -> {
              if (name.endsWith("lora_B.weight")) {
                var values = new float[Math.toIntExact(tensor.elements())];
                for (int i = 0; i < values.length; i++) {
                  values[i] = (float) random.nextGaussian() / 4;
                }
                tensor.set(FloatBuffer.wrap(values));
              }
            });
  }

  private static double distance(float[] a, float[] b) {
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      most = Math.max(most, Math.abs(a[i] - b[i]));
    }
    return most;
  }

  @ParameterizedTest
  @CsvSource({
    "bert, query, 4",
    "bert, dense, 14",
    "bert, attention.output.dense, 4",
    "gpt2, c_proj, 8",
    "gpt2, attn.c_proj, 4",
    "llama, q_proj, 4",
    "llama, all-linear, 28",
    "bert, all-linear, 26"
  })
  void targetsAreTheLastPartsOfNames(
      String modelType, String target, int matrices, TensorScope scope) {
    var base = ModelFiles.newClassifier(TinyModels.config(modelType), scope, 3);
    var settings = new LoraSettings(2, 4, 0, List.of(target), List.of());
    var adapted = Lora.attach(base, settings, scope, 5);
    assertThat(adapted.parameters().names().stream().filter(Adapter::isLowRank)).hasSize(matrices);
    assertThat(adapted.parameters().names())
        .allMatch(n -> frozen(adapted, n) != Adapter.isLowRank(n));
  }

  private static boolean frozen(Model model, String name) {
    return model.parameters().isFrozen(name);
  }

  @Test
  void aModuleThatIsTrainedInFullIsNotFrozen(TensorScope scope) {
    var base = ModelFiles.newClassifier(TinyModels.config("roberta"), scope, 3);
    var adapted = Lora.attach(base, EVERYWHERE, scope, 5);
    assertThat(adapted.adapter().orElseThrow().trainedInFull())
        .containsExactlyInAnyOrder(
            "classifier.dense.weight",
            "classifier.dense.bias",
            "classifier.out_proj.weight",
            "classifier.out_proj.bias");
    assertThat(frozen(adapted, "classifier.dense.bias")).isFalse();
    assertThat(frozen(adapted, "roberta.embeddings.LayerNorm.weight")).isTrue();
  }

  @Test
  void anUnknownTargetIsRefusedWithWhatThereIs(TensorScope scope) {
    var base = ModelFiles.newClassifier(TinyModels.config("llama"), scope, 3);
    var settings = new LoraSettings(2, 4, 0, List.of("q_proj", "query"), List.of());
    assertThatThrownBy(() -> Lora.attach(base, settings, scope, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("\"query\"", "q_proj", "gate_proj", "all-linear");
  }

  @Test
  void anAdaptedModelTakesNoSecondAdapter(TensorScope scope) {
    var base = ModelFiles.newClassifier(TinyModels.config("llama"), scope, 3);
    var adapted = Lora.attach(base, EVERYWHERE, scope, 5);
    assertThatThrownBy(() -> Lora.attach(adapted, EVERYWHERE, scope, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("merge it");
    assertThatThrownBy(() -> Lora.merge(base, scope))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no adapter");
  }

  @Test
  void theRootOfTheRankMayDivideInstead() {
    var settings =
        new LoraSettings(
            16,
            8,
            0,
            List.of("q"),
            List.of(),
            new LoraSettings.Refinements(true, Map.of("layers.1.q", 4.0), ""));
    assertThat(settings.scale("model.layers.0.q", 16)).isEqualTo(2);
    assertThat(settings.scale("model.layers.1.q", 16)).isEqualTo(1);
    var plain = new LoraSettings(16, 8, 0, List.of("q"), List.of());
    assertThat(plain.scale("model.layers.0.q", 16)).isEqualTo(0.5);
  }

  @Test
  void onlyTheAdaptersInputIsDroppedOutAndOnlyInTraining(TensorScope scope) {
    var base =
        ModelFiles.newClassifier(TinyModels.config("llama"), scope, 3)
            .withDropout(new ModelConfig.Dropout(0, 0, 0));
    var settings = new LoraSettings(2, 4, 0.5, List.of("v_proj"), List.of());
    var adapted = Lora.attach(base, settings, scope, 5);
    assertThat(inTraining(adapted, scope, 1)).isEqualTo(inTraining(adapted, scope, 2));
    train(adapted);
    assertThat(inTraining(adapted, scope, 1))
        .isEqualTo(inTraining(adapted, scope, 1))
        .isNotEqualTo(inTraining(adapted, scope, 2));
    assertThat(TinyModels.logits(adapted, scope)).isEqualTo(TinyModels.logits(adapted, scope));
  }

  private static float[] inTraining(Model model, TensorScope scope, long seed) {
    var dropout = new DropoutMasks();
    dropout.begin(seed);
    try (var off = GradientMode.off();
        TensorScope pass = scope.open()) {
      var batch = TokenBatch.ofIds(List.of(new int[] {2, 9, 12, 5}), 0, 0);
      return model.logits(new Forward(pass, Precision.FP32, dropout), batch).toFloats();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "gpt2", "llama"})
  void sixteenBitsAreCloseToThirtyTwo(String modelType, TensorScope scope) {
    var base = ModelFiles.newClassifier(TinyModels.config(modelType), scope, 3);
    var adapted = Lora.attach(base, EVERYWHERE, scope, 5);
    train(adapted);
    float[] full = TinyModels.logits(adapted, scope);
    try (var off = GradientMode.off();
        TensorScope pass = scope.open()) {
      var batch = TokenBatch.ofIds(List.of(new int[] {2, 9, 12, 5, 3}, new int[] {2, 28, 3}), 0, 0);
      Tensor half = adapted.logits(Forward.evaluating(pass, Precision.BF16), batch);
      assertThat(half.toFloats()).containsExactly(full, within(0.02f));
    }
  }
}
