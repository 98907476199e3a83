package app.valence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.model.ModelOutline.Task;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.generation.GenerativeModel;
import app.valence.tensor.Device;
import app.valence.tensor.Precision;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.tensor.ThreadWaiting;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelOutlineTest {
  private static TensorRuntime runtime;
  private static TensorScope scope;

  @TempDir Path folder;

  @BeforeAll
  @SuppressWarnings("MustBeClosedChecker") // Closed after all tests.
  static void startEngine() {
    runtime = TensorRuntime.start(new RuntimeOptions(Device.CPU, 1, ThreadWaiting.PASSIVE));
    scope = runtime.open();
  }

  @AfterAll
  static void stopEngine() {
    scope.close();
    runtime.close();
  }

  private Task task() throws IOException {
    return ModelOutline.read(folder).task();
  }

  private void calls(String className) throws IOException {
    TinyModels.editConfig(folder, json -> json.putArray("architectures").add(className));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "mistral", "qwen2"})
  void decodersAreToldApartByTheirHeads(String modelType) throws IOException {
    CausalLanguageModel model =
        ModelFiles.newCausalLanguageModel(TinyModels.config(modelType), scope, 1);
    ModelFiles.save(model, folder);
    assertThat(task()).isEqualTo(Task.GENERATION);
    assertThat(ModelOutline.read(folder).parameters()).isEqualTo(model.parameters().count());
    TinyModels.save(TinyModels.config(modelType), folder, scope);
    assertThat(task()).isEqualTo(Task.CLASSIFICATION);
  }

  @Test
  void encodersClassifyOrDoNothingYet() throws IOException {
    TinyModels.save(TinyModels.config("bert"), folder, scope);
    assertThat(task()).isEqualTo(Task.CLASSIFICATION);
    ModelFiles.save(ModelFiles.newMaskedLanguageModel(TinyModels.config("bert"), scope, 1), folder);
    assertThat(task()).isEqualTo(Task.NONE);
    calls("BertLMHeadModel");
    assertThat(task()).as("an encoder that is said to continue texts").isEqualTo(Task.NONE);
  }

  @Test
  void theNameOfTheClassDecidesWhereTheWeightsWouldDoForBoth() throws IOException {
    TinyModels.save(TinyModels.config("gpt2"), folder, scope);
    assertThat(task()).as("GPT2ForSequenceClassification").isEqualTo(Task.CLASSIFICATION);
    calls("GPT2LMHeadModel");
    assertThat(task()).isEqualTo(Task.GENERATION);
    calls("GPT2Model");
    assertThat(task()).as("its head is its word embedding table").isEqualTo(Task.GENERATION);
    calls("GPT2ForTokenClassification");
    TinyModels.editWeights(folder, tensors -> tensors.remove("score.weight"));
    assertThat(task()).isEqualTo(Task.NONE);
  }

  @Test
  void aHeadThatIsSaidToBeThereAndIsNotIsNeverDrawn() throws IOException {
    ModelFiles.save(
        ModelFiles.newCausalLanguageModel(TinyModels.config("llama"), scope, 1), folder);
    TinyModels.editWeights(folder, tensors -> tensors.remove("lm_head.weight"));
    assertThat(task()).isEqualTo(Task.NONE);
    assertThatThrownBy(() -> GenerativeModel.load(folder, runtime, Precision.FP32).close())
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("lm_head.weight");
  }

  @Test
  void aFolderWithoutAModelSaysSo() {
    assertThatThrownBy(this::task)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("config.json");
  }
}
