package app.valence.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.data.LabelSet;
import app.valence.model.ModelFiles.HeadPolicy;
import app.valence.tensor.TensorScope;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TensorScopes.class)
class SavedModelTest {
  @TempDir Path folder;
  @TempDir Path copy;

  @ParameterizedTest
  @CsvSource({
    "bert, 16, bert., BertForSequenceClassification",
    "roberta, 16, roberta., RobertaForSequenceClassification",
    "xlm-roberta, 16, roberta., XLMRobertaForSequenceClassification",
    "camembert, 16, roberta., CamembertForSequenceClassification",
    "distilbert, 16, distilbert., DistilBertForSequenceClassification",
    "electra, 8, electra., ElectraForSequenceClassification",
    "electra, 16, electra., ElectraForSequenceClassification"
  })
  void aSavedClassifierLoadsToTheSameLogits(
      String modelType, int embedding, String prefix, String className, TensorScope scope)
      throws IOException {
    var model = ModelFiles.newClassifier(TinyModels.config(modelType, embedding), scope, 7);
    ModelFiles.save(model, folder);
    var loaded = ModelFiles.classifier(folder, scope);
    assertThat(TinyModels.logits(loaded, scope)).isEqualTo(TinyModels.logits(model, scope));
    assertThat(loaded.config()).isEqualTo(model.config());
    assertThat(TinyModels.json(folder).at("/architectures/0").asText()).isEqualTo(className);
    assertThat(TinyModels.tensors(folder))
        .containsKey(prefix + "embeddings.word_embeddings.weight")
        .hasSize(model.parameters().names().size());
    assertThat(TinyModels.tensors(folder).containsKey("electra.embeddings_project.weight"))
        .isEqualTo(embedding != 16);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt2, transformer.wte.weight, GPT2ForSequenceClassification, GPT2LMHeadModel",
    "llama, model.embed_tokens.weight, LlamaForSequenceClassification, LlamaForCausalLM",
    "mistral, model.embed_tokens.weight, MistralForSequenceClassification, MistralForCausalLM",
    "qwen2, model.embed_tokens.weight, Qwen2ForSequenceClassification, Qwen2ForCausalLM"
  })
  void aSavedDecoderLoadsToTheSameLogits(
      String modelType, String words, String classifier, String languageModel, TensorScope scope)
      throws IOException {
    ModelConfig config = TinyModels.config(modelType);
    var model = ModelFiles.newClassifier(config, scope, 7);
    ModelFiles.save(model, folder);
    var loaded = ModelFiles.classifier(folder, scope);
    assertThat(TinyModels.logits(loaded, scope)).isEqualTo(TinyModels.logits(model, scope));
    assertThat(loaded.config().withExtras(ConfigExtras.NONE)).isEqualTo(config);
    assertThat(TinyModels.json(folder).at("/architectures/0").asText()).isEqualTo(classifier);
    assertThat(TinyModels.tensors(folder)).containsKeys(words, "score.weight");
    var writer = ModelFiles.newCausalLanguageModel(config, scope, 7);
    ModelFiles.save(writer, copy);
    var reloaded = ModelFiles.causalLanguageModel(copy, scope, 0);
    assertThat(reloaded.report().describe()).isEmpty();
    assertThat(TinyModels.logits(reloaded.model(), scope))
        .isEqualTo(TinyModels.logits(writer, scope));
    assertThat(TinyModels.json(copy).at("/architectures/0").asText()).isEqualTo(languageModel);
  }

  @Test
  void aSavedLanguageModelLoadsToTheSameLogits(TensorScope scope) throws IOException {
    var model = ModelFiles.maskedLanguageModel(TinyModels.reference("bert-mlm"), scope, 0).model();
    ModelFiles.save(model, folder);
    var loaded = ModelFiles.maskedLanguageModel(folder, scope, 0);
    assertThat(loaded.report().describe()).isEmpty();
    assertThat(TinyModels.logits(loaded.model(), scope)).isEqualTo(TinyModels.logits(model, scope));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bert-cls",
        "roberta-cls",
        "distilbert-cls",
        "electra-cls",
        "bert-mlm",
        "gpt2-cls",
        "gpt2-lm",
        "llama-gqa-cls",
        "llama-gqa-lm",
        "llama3-rope-lm",
        "mistral-cls",
        "mistral-window-lm",
        "qwen2-cls",
        "qwen2-lm"
      })
  void whatTransformersWroteIsWrittenAgain(String name, TensorScope scope) throws IOException {
    Path original = TinyModels.reference(name);
    Model model =
        switch (name.substring(name.lastIndexOf('-'))) {
          case "-mlm" -> ModelFiles.maskedLanguageModel(original, scope, 0).model();
          case "-lm" -> ModelFiles.causalLanguageModel(original, scope, 0).model();
          default -> ModelFiles.classifier(original, scope);
        };
    ModelFiles.save(model, copy);
    assertThat(TinyModels.json(copy)).isEqualTo(TinyModels.json(original));
    assertThat(TinyModels.tensors(copy)).isEqualTo(TinyModels.tensors(original));
  }

  @Test
  void settingsForOtherProgramsOutliveFineTuning(TensorScope scope) throws IOException {
    TinyModels.reference("electra-cls", folder);
    TinyModels.editConfig(
        folder, json -> json.put("my_key", "kept").putObject("task_specific_params").put("a", 1));
    var labels = LabelSet.of(List.of("bad", "good"));
    var model = ModelFiles.classifierToTrain(folder, labels, HeadPolicy.REPLACE, scope, 1).model();
    ModelFiles.save(model, copy);
    JsonNode saved = TinyModels.json(copy);
    assertThat(saved.path("my_key").asText()).isEqualTo("kept");
    assertThat(saved.at("/task_specific_params/a").asInt()).isEqualTo(1);
    assertThat(saved.path("summary_type").asText()).isEqualTo("first");
    assertThat(saved.path("transformers_version").asText()).isEqualTo("4.48.0.dev0");
    assertThat(saved.path("id2label").toString()).isEqualTo("{\"0\":\"bad\",\"1\":\"good\"}");
    assertThat(saved.path("label2id").toString()).isEqualTo("{\"bad\":0,\"good\":1}");
  }

  @Test
  void settingsThatWouldBeUntrueAreNotWritten(TensorScope scope) throws IOException {
    TinyModels.reference("bert-cls", folder);
    List<String> untrue = List.of("problem_type", "_name_or_path", "dtype", "finetuning_task");
    TinyModels.editConfig(
        folder,
        json -> {
          untrue.forEach(key -> json.put(key, "float16"));
          json.put("torch_dtype", "float16").put("num_labels", 5);
        });
    var model =
        ModelFiles.classifierToTrain(folder, TinyModels.LABELS, HeadPolicy.REPLACE, scope, 1);
    ModelFiles.save(model.model(), copy);
    JsonNode saved = TinyModels.json(copy);
    assertThat(saved.fieldNames())
        .toIterable()
        .doesNotContainAnyElementsOf(untrue)
        .doesNotContain("num_labels");
    assertThat(saved.path("torch_dtype").asText()).isEqualTo("float32");
  }

  @Test
  void savedParametersAreRestoredIntoTheModel(TensorScope scope) throws IOException {
    var model = ModelFiles.newClassifier(TinyModels.config("bert"), scope, 7);
    ModelFiles.save(model, folder);
    float[] before = TinyModels.logits(model, scope);
    ModelFiles.redrawTop(model, 2, 99);
    assertThat(TinyModels.logits(model, scope)).isNotEqualTo(before);
    ModelFiles.restore(model, folder);
    assertThat(TinyModels.logits(model, scope)).isEqualTo(before);
  }
}
