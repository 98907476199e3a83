package app.valence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.model.TinyModels.Stored;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.checkpoint.SafetensorsFile;
import app.valence.model.checkpoint.TensorType;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorScope;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TensorScopes.class)
class AdapterFilesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONFIG = "adapter_config.json";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"bert", "distilbert", "gpt2", "mistral"})
  void aSavedAdapterGoesBesideItsBaseAgain(String modelType, TensorScope scope) throws IOException {
    var settings =
        new LoraSettings(
            3, 5, 0.1, List.of(LoraSettings.ALL_LINEAR), List.of("classifier", "score"));
    var adapted = Lora.attach(base(modelType, scope), settings, scope, 5);
    LoraTest.train(adapted);
    String head = modelType.contains("bert") ? "classifier.weight" : "score.weight";
    adapted.parameters().get(head).set(FloatBuffer.wrap(new float[3 * 16]));
    ModelFiles.save(adapted, folder);
    assertThat(folder.resolve(ModelFiles.WEIGHTS)).doesNotExist();
    var loaded = AdapterFiles.load(base(modelType, scope), folder, scope);
    assertThat(TinyModels.logits(loaded, scope)).isEqualTo(TinyModels.logits(adapted, scope));
    assertThat(loaded.adapter()).isEqualTo(adapted.adapter());
    assertThat(ModelFiles.config(folder).labels()).isEqualTo(TinyModels.LABELS);
  }

  private static SequenceClassifier base(String modelType, TensorScope scope) {
    return ModelFiles.newClassifier(TinyModels.config(modelType), scope, 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bert-cls-lora", "gpt2-lm-lora", "llama-gqa-lm-lora", "mistral-window-lm-lora"})
  void whatPeftWroteIsWrittenAgain(String name, TensorScope scope) throws IOException {
    Path original = TinyModels.reference(name);
    Model model =
        name.contains("-lm-")
            ? AdapterFiles.causalLanguageModel(original, scope, Precision.FP32)
            : AdapterFiles.classifier(original, scope, Precision.FP32);
    AdapterFiles.save(model, folder);
    assertThat(tensors(folder)).isEqualTo(tensors(original));
    JsonNode wanted = JSON.readTree(original.resolve(CONFIG).toFile());
    Set<String> others = Set.of("inference_mode", "base_model_name_or_path");
    for (var setting : JSON.readTree(folder.resolve(CONFIG).toFile()).properties()) {
      if (!others.contains(setting.getKey())) {
        assertThat(setting.getValue()).as(setting.getKey()).isEqualTo(wanted.get(setting.getKey()));
      }
    }
  }

  @Test
  void otherRanksAndAlphasOfSingleLayersAreKept(TensorScope scope) throws IOException {
    saved(scope);
    editWeights(
        tensors -> {
          String layer = "base_model.model.model.layers.1.self_attn.q_proj.lora_";
          tensors.put(layer + "A.weight", TinyModels.constant(0.1f, 4L, 16L));
          tensors.put(layer + "B.weight", TinyModels.constant(0.1f, 16L, 4L));
        });
    editConfig(json -> json.putObject("alpha_pattern").put("layers.1.self_attn.q_proj", 32.0));
    var loaded = AdapterFiles.load(base("llama", scope), folder, scope);
    AdapterFiles.save(loaded, folder);
    JsonNode json = JSON.readTree(folder.resolve(CONFIG).toFile());
    assertThat(json.at("/rank_pattern").toString())
        .isEqualTo("{\"model.layers.1.self_attn.q_proj\":4}");
    assertThat(json.at("/alpha_pattern/layers.1.self_attn.q_proj").asDouble()).isEqualTo(32);
    var adapter = loaded.adapter().orElseThrow();
    assertThat(adapter.lowRank(loaded.parameters(), "model.layers.1.self_attn.q_proj").scale())
        .isEqualTo(8);
    assertThat(adapter.lowRank(loaded.parameters(), "model.layers.0.self_attn.q_proj").scale())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "peft_type | \"IA3\" | an adapter of type IA3",
        "use_dora | true | \"use_dora\"",
        "bias | \"all\" | trained biases",
        "r | 0 | \"r\" must be a whole number",
        "lora_dropout | 1 | dropout must be 0 to below 1",
        "modules_to_save | [3] | \"modules_to_save\" must be a list of names",
        "alpha_pattern | {\"(\": 1} | \"alpha_pattern\" must give numbers",
      })
  void anAdapterThatIsNotUnderstoodIsRefused(
      String key, String value, String problem, TensorScope scope) throws IOException {
    saved(scope);
    JsonNode node = JSON.readTree(value);
    editConfig(json -> json.set(key, node));
    assertRefused(scope, CONFIG, problem);
  }

  @Test
  void anAdapterOfAnotherModelIsRefused(TensorScope scope) throws IOException {
    saved(scope);
    assertThatThrownBy(() -> AdapterFiles.load(base("gpt2", scope), folder, scope))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll("no linear layer of the model", "the adapter was trained on");
    editWeights(
        tensors ->
            tensors.put(
                "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight",
                TinyModels.constant(0, 2L, 8L)));
    assertRefused(scope, AdapterFiles.WEIGHTS, "do not fit model.layers.0.self_attn.q_proj");
  }

  @Test
  void anIncompleteOrDamagedAdapterIsRefusedAndTheBaseIsAsBefore(TensorScope scope)
      throws IOException {
    saved(scope);
    Map<String, Stored> whole = tensors(folder);
    editWeights(
        tensors ->
            tensors.remove("base_model.model.model.layers.0.self_attn.q_proj.lora_B.weight"));
    assertRefused(scope, AdapterFiles.WEIGHTS, "it lacks model.layers.0.self_attn.q_proj.lora_B");
    write(whole, tensors -> tensors.remove("base_model.model.score.weight"));
    assertRefused(scope, AdapterFiles.WEIGHTS, "it lacks score.weight");
    write(
        whole,
        tensors ->
            tensors.put(
                "base_model.model.model.layers.1.self_attn.q_proj.lora_A.weight",
                TinyModels.constant(Float.NaN, 2L, 16L)));
    assertRefused(scope, AdapterFiles.WEIGHTS, "holds NaN");
    write(whole, tensors -> tensors.put("score.weight", TinyModels.constant(0, 1L)));
    assertRefused(scope, AdapterFiles.WEIGHTS, "no adapter of PEFT");
    Files.delete(folder.resolve(AdapterFiles.WEIGHTS));
    assertRefused(scope, folder.toString(), "there is no adapter_model.safetensors");
  }

  private void saved(TensorScope scope) throws IOException {
    var settings = new LoraSettings(2, 4, 0, List.of("q_proj"), List.of("score"));
    AdapterFiles.save(Lora.attach(base("llama", scope), settings, scope, 5), folder);
  }

  private void assertRefused(TensorScope scope, String file, String problem) {
    var base = base("llama", scope);
    float[] before = TinyModels.logits(base, scope);
    assertThatThrownBy(() -> AdapterFiles.load(base, folder, scope))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(file, problem);
    assertThat(TinyModels.logits(base, scope)).isEqualTo(before);
  }

  private void editConfig(Consumer<ObjectNode> edit) throws IOException {
    Path file = folder.resolve(CONFIG);
    ObjectNode json = (ObjectNode) JSON.readTree(file.toFile());
    edit.accept(json);
    Files.writeString(file, json.toString());
  }

  private void editWeights(Consumer<Map<String, Stored>> edit) throws IOException {
    write(tensors(folder), edit);
  }

  private void write(Map<String, Stored> tensors, Consumer<Map<String, Stored>> edit)
      throws IOException {
    Map<String, Stored> edited = new LinkedHashMap<>(tensors);
    edit.accept(edited);
    TinyModels.write(folder.resolve(AdapterFiles.WEIGHTS), TensorType.F32, edited);
  }

  private static Map<String, Stored> tensors(Path folder) throws IOException {
    var tensors = new LinkedHashMap<String, Stored>();
    try (var file = SafetensorsFile.open(folder.resolve(AdapterFiles.WEIGHTS))) {
      for (var entry : file.entries().values()) {
        var values = new float[Math.toIntExact(entry.elementCount())];
        file.readFloats(entry.name(), FloatBuffer.wrap(values));
        List<Float> list = new ArrayList<>();
        for (float value : values) {
          list.add(value);
        }
        tensors.put(entry.name(), new Stored(entry.shape(), list));
      }
    }
    return tensors;
  }
}
