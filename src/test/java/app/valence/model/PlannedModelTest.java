package app.valence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.tensor.TensorScope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TensorScopes.class)
class PlannedModelTest {
  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "distilbert", "electra", "gpt2", "llama", "qwen2"})
  void aPlanHasTheParametersOfTheModel(String modelType, TensorScope scope) {
    ModelConfig config = TinyModels.config(modelType);
    var model = ModelFiles.newClassifier(config, scope, 1);
    assertThat(PlannedModel.of(config, ModelHead.SEQUENCE_CLASSIFICATION))
        .isEqualTo(PlannedModel.of(model));
  }

  @ParameterizedTest
  @CsvSource({"bert, all-linear", "electra, dense", "gpt2, c_attn", "llama, v_proj"})
  void aPlanWithAnAdapterHasItsMatricesAndSaysWhatIsFrozen(
      String modelType, String target, TensorScope scope) {
    ModelConfig config = TinyModels.config(modelType);
    var model = ModelFiles.newClassifier(config, scope, 1);
    var settings = new LoraSettings(2, 4, 0.1, List.of(target), Lora.trainedHead(model));
    var planned =
        PlannedModel.adapted(config, ModelHead.SEQUENCE_CLASSIFICATION, 2, List.of(target), 0.1);
    var wanted = PlannedModel.of(Lora.attach(model, settings, scope, 1));
    assertThat(planned.parameters()).containsExactlyInAnyOrderElementsOf(wanted.parameters());
    assertThat(planned.adapted()).isEqualTo(wanted.adapted());
    assertThat(planned.adapterDropout()).isEqualTo(wanted.adapterDropout());
  }

  @Test
  void anUnknownTargetIsRefused() {
    assertThatThrownBy(
            () ->
                PlannedModel.adapted(
                    TinyModels.config("bert"),
                    ModelHead.SEQUENCE_CLASSIFICATION,
                    2,
                    List.of("q_proj"),
                    0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("query");
  }
}
