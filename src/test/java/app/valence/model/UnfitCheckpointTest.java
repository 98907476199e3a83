package app.valence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.model.ModelFiles.HeadPolicy;
import app.valence.model.TinyModels.Stored;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.checkpoint.SafetensorsWriter;
import app.valence.model.checkpoint.TensorContent;
import app.valence.model.checkpoint.TensorType;
import app.valence.tensor.TensorScope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights that do not fit their config.json, or that nobody should train. */
@ExtendWith(TensorScopes.class)
class UnfitCheckpointTest {
  private static final String QUERY = "bert.encoder.layer.1.attention.self.query.weight";

  @TempDir Path folder;

  @Test
  void weightsOfAnotherShapeAreNamedWithBothShapes(TensorScope scope) throws IOException {
    save(scope);
    TinyModels.editConfig(folder, json -> json.put("vocab_size", 31));
    assertRefused(
        scope,
        "bert.embeddings.word_embeddings.weight has the shape [30, 16]",
        "config.json asks for [31, 16]",
        "copy the whole folder again");
  }

  @Test
  void aScalarIsNoMatrix(TensorScope scope) throws IOException {
    save(scope);
    edit(tensors -> tensors.put("classifier.weight", TinyModels.constant(1)));
    assertRefused(scope, "classifier.weight has the shape []", "[3, 16]");
  }

  @Test
  void missingTensorsOfTheBodyAreCounted(TensorScope scope) throws IOException {
    save(scope);
    edit(tensors -> tensors.keySet().removeIf(name -> name.startsWith("bert.encoder.layer.1.")));
    assertRefused(
        scope, "16 tensors", "first bert.encoder.layer.1.attention.self.query.weight", "copy");
  }

  @Test
  void moreLayersThanConfiguredAreCounted(TensorScope scope) throws IOException {
    save(scope);
    TinyModels.editConfig(folder, json -> json.put("num_hidden_layers", 1));
    assertRefused(scope, "16 tensors, first bert.encoder.layer.1.", "no place", "copy");
  }

  @ParameterizedTest
  @CsvSource({
    "bert.encoder.layer.0.adapter.weight",
    "bert.embeddings.extra.weight",
    "embeddings.word_embeddings.weight"
  })
  void aTensorThatTheBodyHasNoPlaceForIsNamed(String name, TensorScope scope) throws IOException {
    save(scope);
    edit(tensors -> tensors.put(name, TinyModels.constant(1, 16L)));
    assertRefused(scope, "the tensor " + name + " has no place");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void weightsThatAreNotFiniteAreRefused(float value, TensorScope scope) throws IOException {
    save(scope);
    edit(tensors -> tensors.put(QUERY, withElement(tensors, QUERY, 37, value)));
    assertRefused(scope, QUERY + " holds " + value + " as its element 37", "diverged");
  }

  @Test
  void aHeadThatIsNotFiniteDoesNotMatterWhereItIsReplaced(TensorScope scope) throws IOException {
    save(scope);
    edit(
        tensors ->
            tensors.put("classifier.bias", withElement(tensors, "classifier.bias", 0, Float.NaN)));
    TinyModels.editConfig(folder, json -> json.putObject("id2label").put("0", "a").put("1", "b"));
    var loaded =
        ModelFiles.classifierToTrain(folder, TinyModels.LABELS, HeadPolicy.REPLACE, scope, 1);
    assertThat(TinyModels.values(loaded.model(), "classifier.bias")).containsOnly(0);
  }

  @Test
  void quantizedWeightsAreNotTakenForFloats(TensorScope scope) throws IOException {
    save(scope);
    List<TensorContent> contents = new ArrayList<>();
    TinyModels.tensors(folder)
        .forEach(
            (name, tensor) ->
                contents.add(
                    new TensorContent(
                        name,
                        TensorType.I8,
                        tensor.shape(),
                        () -> ByteBuffer.allocate(tensor.values().size()))));
    SafetensorsWriter.write(folder.resolve(ModelFiles.WEIGHTS), Map.of(), contents);
    assertRefused(scope, "type I8", "quantized", "original form");
  }

  @Test
  void aBodyIsNoClassifier(TensorScope scope) throws IOException {
    save(scope);
    edit(tensors -> tensors.keySet().removeIf(name -> name.startsWith("classifier")));
    assertRefused(scope, "no trained classification head", "Fine-tune it first");
  }

  @Test
  void weightsThatAreMissingAltogetherAreAskedFor(TensorScope scope) throws IOException {
    save(scope);
    Files.delete(folder.resolve(ModelFiles.WEIGHTS));
    assertRefused(scope, "neither model.safetensors nor model.safetensors.index.json");
  }

  @Test
  void maskedLanguageModellingNeedsATiedOutputLayer(TensorScope scope) throws IOException {
    save(scope);
    TinyModels.editConfig(folder, json -> json.put("tie_word_embeddings", false));
    assertThatThrownBy(() -> ModelFiles.maskedLanguageModel(folder, scope, 0))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(folder.toString(), "tie_word_embeddings", "Choose");
  }

  @Test
  void onlyACompleteCheckpointIsRestored(TensorScope scope) throws IOException {
    var model = ModelFiles.newClassifier(TinyModels.config("bert"), scope, 1);
    ModelFiles.save(model, folder);
    edit(tensors -> tensors.remove("classifier.bias"));
    assertThatThrownBy(() -> ModelFiles.restore(model, folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(folder.toString(), "first classifier.bias");
  }

  private void save(TensorScope scope) throws IOException {
    TinyModels.save(TinyModels.config("bert"), folder, scope);
  }

  private void edit(Consumer<Map<String, Stored>> edit) throws IOException {
    TinyModels.editWeights(folder, edit);
  }

  private static Stored withElement(
      Map<String, Stored> tensors, String name, int index, float value) {
    Stored tensor = tensors.get(name);
    List<Float> values = new ArrayList<>(tensor.values());
    values.set(index, value);
    return new Stored(tensor.shape(), values);
  }

  private void assertRefused(TensorScope scope, String... words) {
    assertThatThrownBy(() -> ModelFiles.classifier(folder, scope))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContainingAll(words);
  }
}
