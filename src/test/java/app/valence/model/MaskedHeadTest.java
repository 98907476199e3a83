package app.valence.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.tensor.GradientMode;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TensorScopes.class)
class MaskedHeadTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "distilbert", "electra"})
  void chosenPositionsAreScoredAsAmongAll(String modelType, TensorScope scope) {
    var model = ModelFiles.newMaskedLanguageModel(TinyModels.config(modelType), scope, 7);
    var batch =
        TokenBatch.ofIds(
            List.of(new int[] {2, 9, 12, 5, 3}, new int[] {2, 28, 3}),
            model.config().paddingId(),
            0);
    try (var off = GradientMode.off();
        TensorScope pass = scope.open()) {
      var forward = Forward.evaluating(pass, Precision.FP32);
      float[] all = model.logits(forward, batch).toFloats();
      float[] chosen = model.logitsAt(forward, batch, new long[] {2, 6}).toFloats();
      int width = TinyModels.VOCABULARY;
      assertThat(Arrays.copyOfRange(chosen, 0, width))
          .containsExactly(Arrays.copyOfRange(all, 2 * width, 3 * width), within());
      assertThat(Arrays.copyOfRange(chosen, width, 2 * width))
          .containsExactly(Arrays.copyOfRange(all, 6 * width, 7 * width), within());
    }
  }

  private static org.assertj.core.data.Offset<Float> within() {
    return org.assertj.core.data.Offset.offset(1e-5f);
  }

  /** The names are those of the classes BertForMaskedLM … of Hugging Face's transformers. */
  @ParameterizedTest
  @CsvSource({
    "bert, cls.predictions.transform.dense.weight, cls.predictions.bias,"
        + " cls.predictions.decoder.weight",
    "roberta, lm_head.dense.weight, lm_head.bias, lm_head.decoder.weight",
    "distilbert, vocab_transform.weight, vocab_projector.bias, vocab_projector.weight",
    "electra, generator_predictions.dense.weight, generator_lm_head.bias,"
        + " generator_lm_head.weight"
  })
  void aHeadIsSavedByItsNamesAndACopyOfTheTableIsNoSurprise(
      String modelType, String dense, String bias, String copy, TensorScope scope)
      throws IOException {
    var model = ModelFiles.newMaskedLanguageModel(TinyModels.config(modelType), scope, 7);
    ModelFiles.save(model, folder);
    TinyModels.editWeights(
        folder,
        tensors -> {
          assertThat(tensors).containsKeys(dense, bias).doesNotContainKey(copy);
          tensors.put(copy, tensors.get(model.wordEmbeddingsName()));
        });
    var loaded = ModelFiles.maskedLanguageModel(folder, scope, 0);
    assertThat(loaded.report().describe()).isEmpty();
    assertThat(TinyModels.logits(loaded.model(), scope)).isEqualTo(TinyModels.logits(model, scope));
  }
}
