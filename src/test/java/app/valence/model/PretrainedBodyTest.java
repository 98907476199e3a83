package app.valence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.model.ModelFiles.HeadPolicy;
import app.valence.model.ModelFiles.Loaded;
import app.valence.model.TinyModels.Stored;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.checkpoint.TensorType;
import app.valence.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checkpoints as the world has them: bodies of pre-training, old names, other heads and formats.
 */
@ExtendWith(TensorScopes.class)
class PretrainedBodyTest {
  private static final String HEAD = "(.*classifier|score)\\..*";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"bert", "roberta", "distilbert", "electra", "gpt2", "llama", "mistral", "qwen2"})
  void aBodySavedWithoutPrefixIsTheSameBody(String modelType, TensorScope scope)
      throws IOException {
    float[] before = trained(modelType, scope);
    String prefix = ModelFiles.config(folder).architecture().prefix() + ".";
    rename(name -> name.startsWith(prefix) ? name.substring(prefix.length()) : name);
    assertThat(TinyModels.logits(ModelFiles.classifier(folder, scope), scope)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "electra"})
  void normsMayBeCalledGammaAndBeta(String modelType, TensorScope scope) throws IOException {
    float[] before = trained(modelType, scope);
    rename(
        name ->
            name.replace("LayerNorm.weight", "LayerNorm.gamma")
                .replace("LayerNorm.bias", "LayerNorm.beta"));
    assertThat(TinyModels.logits(ModelFiles.classifier(folder, scope), scope)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "bert, cls.predictions.transform.dense.weight, cls.seq_relationship.bias",
    "roberta, lm_head.dense.weight, roberta.pooler.dense.weight",
    "roberta, pooler.dense.weight, score.weight",
    "distilbert, vocab_transform.weight, vocab_projector.bias",
    "electra, discriminator_predictions.dense.weight, generator_lm_head.bias",
    "gpt2, lm_head.weight, multiple_choice_head.summary.weight",
    "llama, lm_head.weight, qa_outputs.weight"
  })
  void headsOfPreTrainingAreLeftOutAndANewHeadIsDrawn(
      String modelType, String foreign, String other, TensorScope scope) throws IOException {
    trained(modelType, scope);
    TinyModels.editWeights(
        folder, tensors -> tensors.keySet().removeIf(name -> name.matches(HEAD)));
    Map<String, Stored> body = TinyModels.tensors(folder);
    TinyModels.editWeights(
        folder,
        tensors -> {
          tensors.put(foreign, TinyModels.constant(1, 4L));
          tensors.put(other, TinyModels.constant(1, 4L));
        });
    var loaded = toTrain(scope, 3);
    assertThat(loaded.report().unused()).containsExactlyInAnyOrder(foreign, other);
    assertThat(loaded.report().drawn()).isNotEmpty().allMatch(name -> name.matches(HEAD));
    assertThat(loaded.report().describe()).contains("must be trained").contains(foreign);
    ModelFiles.save(loaded.model(), folder);
    assertThat(TinyModels.tensors(folder)).containsAllEntriesOf(body);
  }

  @Test
  void buffersAndTiedCopiesAreNoPartsOfAnotherHead(TensorScope scope) throws IOException {
    trained("bert", scope);
    TinyModels.editWeights(
        folder,
        tensors -> {
          tensors.put("bert.embeddings.position_ids", TinyModels.constant(1, 1L, 12L));
          tensors.put("bert.embeddings.token_type_ids", TinyModels.constant(0, 1L, 12L));
          tensors.put("cls.predictions.decoder.weight", TinyModels.constant(1, 30L, 16L));
        });
    assertThat(toTrain(scope, 3).report().describe()).isEmpty();
  }

  @Test
  void theMasksThatGpt2CarriesAlongAreNoParameters(TensorScope scope) throws IOException {
    float[] before = trained("gpt2", scope);
    TinyModels.editWeights(
        folder,
        tensors -> {
          tensors.put("transformer.h.0.attn.bias", TinyModels.constant(1, 1L, 1L, 12L, 12L));
          tensors.put("transformer.h.1.attn.masked_bias", TinyModels.constant(-1e4f, 1L));
        });
    var loaded = toTrain(scope, 3);
    assertThat(loaded.report().describe()).isEmpty();
    assertThat(TinyModels.logits(loaded.model(), scope)).isEqualTo(before);
  }

  @Test
  void aTiedOutputLayerMayBeStoredTwice(TensorScope scope) throws IOException {
    var model = ModelFiles.newCausalLanguageModel(TinyModels.config("gpt2"), scope, 7);
    ModelFiles.save(model, folder);
    TinyModels.editWeights(
        folder, tensors -> tensors.put("lm_head.weight", TinyModels.constant(1, 30L, 16L)));
    var loaded = ModelFiles.causalLanguageModel(folder, scope, 0);
    assertThat(loaded.report().describe()).isEmpty();
    assertThat(TinyModels.logits(loaded.model(), scope)).isEqualTo(TinyModels.logits(model, scope));
  }

  @Test
  void anOutputLayerOfItsOwnThatIsMissingIsDrawn(TensorScope scope) throws IOException {
    trained("llama", scope);
    var report = ModelFiles.causalLanguageModel(folder, scope, 0).report();
    assertThat(report.drawn()).containsExactly("lm_head.weight");
    assertThat(report.unused()).containsExactly("score.weight");
  }

  @Test
  void onlyDecodersContinueATextAndOnlyEncodersFillIt(TensorScope scope) throws IOException {
    trained("bert", scope);
    assertThatThrownBy(() -> ModelFiles.causalLanguageModel(folder, scope, 0))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("only decoders continue a text, and this is bert");
    trained("llama", scope);
    assertThatThrownBy(() -> ModelFiles.maskedLanguageModel(folder, scope, 0))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("only encoders see what follows a masked token, and this is llama");
  }

  @Test
  void bertWithoutPoolerDrawsItAndSaysSo(TensorScope scope) throws IOException {
    TinyModels.reference("bert-mlm", folder);
    assertThat(toTrain(scope, 3).report().drawn())
        .containsExactly(
            "bert.pooler.dense.weight",
            "bert.pooler.dense.bias",
            "classifier.weight",
            "classifier.bias");
  }

  @Test
  void aLanguageModelMayStoreItsBiasUnderTheDecodersName(TensorScope scope) throws IOException {
    TinyModels.reference("bert-mlm", folder);
    var before = ModelFiles.maskedLanguageModel(folder, scope, 0).model();
    rename(name -> name.replace("cls.predictions.bias", "cls.predictions.decoder.bias"));
    var loaded = ModelFiles.maskedLanguageModel(folder, scope, 0);
    assertThat(loaded.report().drawn()).isEmpty();
    assertThat(TinyModels.logits(loaded.model(), scope))
        .isEqualTo(TinyModels.logits(before, scope));
  }

  @Test
  void aLanguageModelOverABareBodyDrawsItsHead(TensorScope scope) throws IOException {
    trained("bert", scope);
    var report = ModelFiles.maskedLanguageModel(folder, scope, 0).report();
    assertThat(report.drawn()).hasSize(5).allMatch(name -> name.startsWith("cls.predictions."));
    assertThat(report.unused()).contains("classifier.weight", "bert.pooler.dense.bias");
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F16", "BF16", "F64"})
  void weightsOfEachFloatFormatLoad(TensorType type, TensorScope scope) throws IOException {
    trained("roberta", scope);
    Map<String, Stored> exact = TinyModels.tensors(folder);
    if (type == TensorType.F64) {
      TinyModels.writeDoubles(folder.resolve(ModelFiles.WEIGHTS), exact);
    } else {
      TinyModels.write(folder.resolve(ModelFiles.WEIGHTS), type, exact);
    }
    var model = ModelFiles.classifier(folder, scope);
    var error = Offset.offset(type == TensorType.BF16 ? 1e-3f : 1e-4f);
    exact.forEach(
        (name, tensor) ->
            assertThat(TinyModels.values(model, name))
                .usingComparatorWithPrecision(error.value)
                .containsExactly(TinyModels.floats(tensor)));
  }

  @Test
  void shardedWeightsLoad(TensorScope scope) throws IOException {
    float[] before = trained("distilbert", scope);
    Map<String, Stored> all = TinyModels.tensors(folder);
    var first = new LinkedHashMap<>(all);
    first.keySet().removeIf(name -> name.compareTo("distilbert.transformer.layer.1") > 0);
    var second = new LinkedHashMap<>(all);
    second.keySet().removeAll(first.keySet());
    TinyModels.write(folder.resolve("model-00001-of-00002.safetensors"), TensorType.F32, first);
    TinyModels.write(folder.resolve("model-00002-of-00002.safetensors"), TensorType.F32, second);
    String index =
        all.keySet().stream()
            .map(
                n ->
                    "\"%s\":\"model-0000%d-of-00002.safetensors\""
                        .formatted(n, first.containsKey(n) ? 1 : 2))
            .collect(Collectors.joining(",", "{\"weight_map\":{", "}}"));
    Files.writeString(folder.resolve("model.safetensors.index.json"), index);
    Files.delete(folder.resolve(ModelFiles.WEIGHTS));
    assertThat(TinyModels.logits(ModelFiles.classifier(folder, scope), scope)).isEqualTo(before);
  }

  private float[] trained(String modelType, TensorScope scope) throws IOException {
    TinyModels.save(TinyModels.config(modelType), folder, scope);
    return TinyModels.logits(ModelFiles.classifier(folder, scope), scope);
  }

  private Loaded<SequenceClassifier> toTrain(TensorScope scope, long seed) throws IOException {
    return ModelFiles.classifierToTrain(folder, TinyModels.LABELS, HeadPolicy.KEEP, scope, seed);
  }

  private void rename(UnaryOperator<String> rename) throws IOException {
    TinyModels.editWeights(
        folder,
        tensors -> {
          var renamed = new LinkedHashMap<String, Stored>();
          tensors.forEach((name, tensor) -> renamed.put(rename.apply(name), tensor));
          assertThat(renamed.keySet()).isNotEqualTo(tensors.keySet());
          tensors.clear();
          tensors.putAll(renamed);
        });
  }
}
