package app.valence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.checkpoint.TensorType;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorScope;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders with an adapter, and the models that they stand on. */
@ExtendWith(TensorScopes.class)
class AdapterOriginTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path root;
  private Path base;
  private Path adapter;

  @BeforeEach
  void makeFolders() throws IOException {
    base = Files.createDirectories(root.resolve("models/base"));
    adapter = Files.createDirectories(root.resolve("runs/lora"));
  }

  /** A trained adapter with its head, saved beside a base that is on the disk. */
  private SequenceClassifier saved(String modelType, TensorScope scope) throws IOException {
    TinyModels.save(TinyModels.config(modelType), base, scope);
    var bare = ModelFiles.classifier(base, scope);
    String source = AdapterOrigin.named(bare.parameters().source().orElseThrow());
    var settings =
        new LoraSettings(
            2,
            4,
            0,
            List.of(LoraSettings.ALL_LINEAR),
            Lora.trainedHead(bare),
            new LoraSettings.Refinements(false, Map.of(), source));
    var adapted = Lora.attach(bare, settings, scope, 5);
    LoraTest.train(adapted);
    String head = bare.config().architecture().classifierOutput() + ".weight";
    adapted.parameters().get(head).set(FloatBuffer.wrap(values(3 * 16)));
    ModelFiles.save(adapted, adapter);
    return adapted;
  }

  private static float[] values(int count) {
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) Math.sin(i);
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "distilbert", "gpt2", "llama"})
  void anAdapterOpensAsTheModelThatItAndItsBaseAre(String modelType, TensorScope scope)
      throws IOException {
    float[] wanted = TinyModels.logits(saved(modelType, scope), scope);
    assertThat(written()).isEqualTo("../../models/base");
    var merged = ModelFiles.classifier(adapter, scope);
    assertThat(merged.adapter()).isEmpty();
    assertThat(TinyModels.logits(merged, scope)).containsExactly(wanted, within(1e-5f));
    var beside = AdapterFiles.classifier(adapter, scope, Precision.FP32);
    assertThat(beside.adapter()).isPresent();
    assertThat(TinyModels.logits(beside, scope)).isEqualTo(wanted);
    assertThat(ModelFiles.holdsClassifier(adapter)).isTrue();
    assertThat(ModelFiles.config(adapter).labels()).isEqualTo(TinyModels.LABELS);
  }

  @Test
  void bothMayBeMovedTogether(TensorScope scope) throws IOException {
    float[] wanted = TinyModels.logits(saved("bert", scope), scope);
    Path elsewhere = Files.createDirectories(root.resolve("elsewhere"));
    Files.move(root.resolve("models"), elsewhere.resolve("models"));
    Files.move(root.resolve("runs"), elsewhere.resolve("runs"));
    var opened = AdapterFiles.classifier(elsewhere.resolve("runs/lora"), scope, Precision.FP32);
    assertThat(TinyModels.logits(opened, scope)).isEqualTo(wanted);
  }

  @Test
  void aMissingBaseIsNamedWithWhereItWasLookedFor(TensorScope scope) throws IOException {
    saved("bert", scope);
    Files.move(base, root.resolve("hidden"));
    assertThatThrownBy(() -> ModelFiles.classifier(adapter, scope))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(
            "adapter_config.json",
            "\"../../models/base\" is not there",
            base.toString(),
            "base_model_name_or_path");
    // It stays in lists, so that somebody is told what is missing.
    assertThat(ModelFiles.holdsClassifier(adapter)).isTrue();
    editConfig(json -> json.putNull("base_model_name_or_path"));
    assertThatThrownBy(() -> ModelFiles.classifier(adapter, scope))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("does not say which model");
  }

  @Test
  void theBundledModelIsCalledByItsNameWhereverItIsUnpacked() throws IOException {
    Path bundled = BundledModel.ENCODER.folder();
    assertThat(AdapterOrigin.named(bundled)).isEqualTo(BundledModel.ENCODER.title());
    assertThat(AdapterOrigin.written(BundledModel.ENCODER.title(), adapter))
        .isEqualTo(BundledModel.ENCODER.title());
    Files.writeString(
        adapter.resolve("adapter_config.json"),
        "{\"peft_type\": \"LORA\", \"base_model_name_or_path\": \"valence-mini-en\"}");
    assertThat(AdapterOrigin.find(adapter)).isEqualTo(bundled);
  }

  @Test
  void anAdapterOfPeftAloneHasTheConfigurationOfItsBase(TensorScope scope) throws IOException {
    float[] wanted = TinyModels.logits(saved("bert", scope), scope);
    Files.delete(adapter.resolve("config.json"));
    assertThat(TinyModels.logits(ModelFiles.classifier(adapter, scope), scope))
        .containsExactly(wanted, within(1e-5f));
    Files.createFile(base.resolve("vocab.txt"));
    assertThat(ModelFiles.tokenizerFolder(adapter)).isEqualTo(AdapterOrigin.find(adapter));
    Files.createFile(adapter.resolve("vocab.txt"));
    assertThat(ModelFiles.tokenizerFolder(adapter)).isEqualTo(adapter);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "electra", "gpt2", "qwen2"})
  void aMergedModelIsAModelOfItsOwn(String modelType, TensorScope scope) throws IOException {
    saved(modelType, scope);
    float[] wanted = TinyModels.logits(ModelFiles.classifier(adapter, scope), scope);
    Path merged = Files.createDirectories(root.resolve("merged"));
    MergedModel.write(adapter, Optional.empty(), merged, TensorType.F32);
    Files.move(base, root.resolve("hidden"));
    var model = ModelFiles.classifier(merged, scope);
    assertThat(TinyModels.logits(model, scope)).isEqualTo(wanted);
    MergedModel.write(adapter, Optional.of(root.resolve("hidden")), merged, TensorType.F16);
    assertThat(TinyModels.logits(ModelFiles.classifier(merged, scope), scope))
        .containsExactly(wanted, within(0.01f));
  }

  @Test
  void aMergedAdapterIsTheStartOfAnotherRun(TensorScope scope) throws IOException {
    var adapted = saved("bert", scope);
    var loaded =
        ModelFiles.classifierToTrain(
            adapter, TinyModels.LABELS, ModelFiles.HeadPolicy.KEEP, scope, 1);
    assertThat(loaded.report().drawn()).isEmpty();
    assertThat(loaded.model().parameters().source()).isEmpty();
    assertThat(TinyModels.logits(loaded.model(), scope))
        .containsExactly(TinyModels.logits(adapted, scope), within(1e-5f));
  }

  @Test
  void whatAnAdapterStandsBesideIsWhereItWasRead(TensorScope scope) throws IOException {
    TinyModels.save(TinyModels.config("bert"), base, scope);
    var body =
        ModelFiles.classifierToTrain(
            base, TinyModels.LABELS, ModelFiles.HeadPolicy.REPLACE, scope, 1);
    assertThat(body.model().parameters().source()).contains(base);
    // The head for guessing tokens is drawn, and an adapter would be lost without it.
    assertThat(ModelFiles.maskedLanguageModel(base, scope, 1).model().parameters().source())
        .isEmpty();
    assertThat(ModelFiles.newClassifier(TinyModels.config("bert"), scope, 1).parameters().source())
        .isEmpty();
  }

  @Test
  void masksAreGuessedThroughAnAdapterToo(TensorScope scope) throws IOException {
    ModelFiles.save(ModelFiles.newMaskedLanguageModel(TinyModels.config("bert"), scope, 3), base);
    var bare = ModelFiles.maskedLanguageModel(base, scope, 0).model();
    String source = AdapterOrigin.named(bare.parameters().source().orElseThrow());
    var settings =
        new LoraSettings(
            2,
            4,
            0,
            List.of("dense", "query"),
            Lora.trainedHead(bare),
            new LoraSettings.Refinements(false, Map.of(), source));
    var adapted = Lora.attach(bare, settings, scope, 5);
    LoraTest.train(adapted);
    ModelFiles.save(adapted, adapter);
    float[] wanted = TinyModels.logits(adapted, scope);
    var opened = AdapterFiles.maskedLanguageModel(adapter, scope, Precision.FP32);
    assertThat(TinyModels.logits(opened, scope)).isEqualTo(wanted);
    assertThat(TinyModels.logits(ModelFiles.maskedLanguageModel(adapter, scope, 0).model(), scope))
        .containsExactly(wanted, within(1e-5f));
    var body =
        ModelFiles.classifierToTrain(
            adapter, TinyModels.LABELS, ModelFiles.HeadPolicy.REPLACE, scope, 1);
    assertThat(TinyModels.values(body.model(), "bert.encoder.layer.0.attention.self.query.weight"))
        .isNotEqualTo(TinyModels.values(bare, "bert.encoder.layer.0.attention.self.query.weight"));
  }

  private String written() throws IOException {
    return JSON.readTree(adapter.resolve("adapter_config.json").toFile())
        .path("base_model_name_or_path")
        .asText();
  }

  private void editConfig(java.util.function.Consumer<ObjectNode> edit) throws IOException {
    Path file = adapter.resolve("adapter_config.json");
    ObjectNode json = (ObjectNode) JSON.readTree(file.toFile());
    edit.accept(json);
    Files.writeString(file, json.toString());
  }
}
