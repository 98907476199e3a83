package app.valence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import app.valence.model.ModelFiles.HeadPolicy;
import app.valence.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TensorScopes.class)
class DrawnParametersTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "distilbert", "electra"})
  void parametersAreDrawnAsHuggingFaceDrawsThem(String modelType, TensorScope scope) {
    ModelConfig config = TinyModels.config(modelType);
    var model = ModelFiles.newClassifier(config, scope, 5);
    for (String name : model.parameters().names()) {
      float[] values = TinyModels.values(model, name);
      boolean isNorm = name.contains("LayerNorm") || name.contains("layer_norm");
      if (name.endsWith("bias")) {
        assertThat(values).as(name).containsOnly(0);
      } else if (isNorm) {
        assertThat(values).as(name).containsOnly(1);
      } else {
        assertNormal(name, values, config.initializerRange());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "qwen2"})
  void aDecodersParametersAreDrawnAsHuggingFaceDrawsThem(String modelType, TensorScope scope) {
    ModelConfig config = TinyModels.config(modelType);
    var model = ModelFiles.newCausalLanguageModel(config, scope, 5);
    for (String name : model.parameters().names()) {
      float[] values = TinyModels.values(model, name);
      if (name.endsWith("bias")) {
        assertThat(values).as(name).containsOnly(0);
      } else if (name.contains("norm") || name.contains("ln_")) {
        assertThat(values).as(name).containsOnly(1);
      } else {
        boolean endsBlock = name.contains("c_proj");
        assertNormal(name, values, config.initializerRange() / (endsBlock ? 2 : 1));
      }
    }
    int padding = config.paddingId() * 16;
    String words =
        modelType.equals("gpt2") ? "transformer.wte.weight" : "model.embed_tokens.weight";
    assertThat(TinyModels.values(model, words)[padding] == 0).isEqualTo(!modelType.equals("gpt2"));
  }

  private static void assertNormal(String name, float[] values, double deviation) {
    double error = deviation / Math.sqrt(values.length);
    double mean = mean(values, 1);
    assertThat(mean).as(name).isCloseTo(0, within(5 * error));
    // The padding token's row is zeros: at most one row of a table's twelve.
    assertThat(Math.sqrt(mean(values, 2)))
        .as(name)
        .isBetween(deviation * Math.sqrt(11 / 12.0) - 5 * error, deviation + 5 * error);
  }

  private static double mean(float[] values, int power) {
    double sum = 0;
    for (float value : values) {
      sum += Math.pow(value, power);
    }
    return sum / values.length;
  }

  @Test
  void manyDrawnWeightsFollowTheNormalDistribution() {
    var config = TinyModels.config("bert");
    var slot =
        new ParameterLayout.Slot(
            "classifier.weight", new long[] {400, 500}, ParameterLayout.Start.NORMAL, true, -1);
    float[] values = new ParameterInitializer(config, 11).draw(slot).array();
    assertThat(mean(values, 1)).isCloseTo(0, within(2e-4));
    assertThat(Math.sqrt(mean(values, 2))).isCloseTo(0.02, within(2e-4));
    long beyondTwo = Arrays.stream(widened(values)).filter(v -> Math.abs(v) > 0.04).count();
    assertThat(beyondTwo / (double) values.length).isCloseTo(0.0455, within(0.003));
  }

  private static double[] widened(float[] values) {
    var doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta"})
  void thePaddingTokensEmbeddingIsZeros(String modelType, TensorScope scope) {
    ModelConfig config = TinyModels.config(modelType);
    var model = ModelFiles.newClassifier(config, scope, 5);
    String prefix = config.architecture().prefix();
    int row = config.paddingId() * 16;
    float[] words = TinyModels.values(model, prefix + ".embeddings.word_embeddings.weight");
    assertThat(Arrays.copyOfRange(words, row, row + 16)).containsOnly(0);
    assertThat(Arrays.copyOfRange(words, row + 16, row + 32)).doesNotContain(0);
    float[] positions = TinyModels.values(model, prefix + ".embeddings.position_embeddings.weight");
    assertThat(positions[row] == 0).isEqualTo(modelType.equals("roberta"));
  }

  @Test
  void aDrawnHeadFollowsFromTheSeedWhateverTheBody(TensorScope scope) throws IOException {
    TinyModels.save(TinyModels.config("roberta"), folder, scope);
    TinyModels.editWeights(
        folder, tensors -> tensors.keySet().removeIf(name -> name.startsWith("classifier.")));
    float[] drawn = head(scope, 1);
    TinyModels.editWeights(
        folder,
        tensors ->
            tensors.replaceAll(
                (name, t) -> TinyModels.constant(0.5f, t.shape().toArray(Long[]::new))));
    assertThat(head(scope, 1)).isEqualTo(drawn);
    assertThat(head(scope, 2)).isNotEqualTo(drawn);
  }

  private float[] head(TensorScope scope, long seed) throws IOException {
    var loaded =
        ModelFiles.classifierToTrain(folder, TinyModels.LABELS, HeadPolicy.KEEP, scope, seed);
    return TinyModels.values(loaded.model(), "classifier.dense.weight");
  }

  @Test
  void redrawingTheTopLeavesTheRestAlone(TensorScope scope) {
    var model = ModelFiles.newClassifier(TinyModels.config("bert"), scope, 5);
    assertThat(changedBy(model, 0)).isEmpty();
    assertThat(changedBy(model, 1))
        .isNotEmpty()
        .allMatch(n -> n.contains("layer.1.") || n.contains("pooler") || n.contains("classifier"));
    assertThat(changedBy(model, 2))
        .anyMatch(name -> name.contains("layer.0."))
        .noneMatch(name -> name.contains("embeddings"));
  }

  private static Set<String> changedBy(Model model, int layers) {
    Map<String, float[]> before = new LinkedHashMap<>();
    model.parameters().names().forEach(n -> before.put(n, TinyModels.values(model, n)));
    ModelFiles.redrawTop(model, layers, 100 + layers);
    var changed = new TreeSet<String>();
    before.forEach(
        (name, values) -> {
          if (!Arrays.equals(values, TinyModels.values(model, name))) {
            changed.add(name);
          }
        });
    return changed;
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 3})
  void moreLayersThanThereAreCannotBeRedrawn(int layers, TensorScope scope) {
    var model = ModelFiles.newClassifier(TinyModels.config("bert"), scope, 5);
    assertThatThrownBy(() -> ModelFiles.redrawTop(model, layers, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the model has 2")
        .hasMessageContaining("Choose 0 to 2");
  }
}
