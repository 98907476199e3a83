package app.valence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.valence.tensor.GradientMode;
import app.valence.tensor.Precision;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Adapters beside a base whose matrices are kept in bfloat16. */
@ExtendWith(TensorScopes.class)
class HalfModelTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "bert, all-linear",
    "bert, query",
    "electra, dense",
    "distilbert, lin1",
    "gpt2, all-linear",
    "gpt2, c_fc",
    "llama, all-linear",
    "llama, v_proj",
    "qwen2, down_proj"
  })
  void anAdapterLearnsBesideItWhatItLearnsBesideTheWhole(
      String modelType, String target, TensorScope scope) throws IOException {
    TinyModels.save(TinyModels.config(modelType), folder, scope);
    SequenceClassifier whole = adapted(Precision.FP32, target, scope);
    SequenceClassifier half = adapted(Precision.BF16, target, scope);
    assertThat(half.parameters().count()).isEqualTo(whole.parameters().count());
    assertThat(TinyModels.logits(half, scope))
        .containsExactly(TinyModels.logits(whole, scope), within(0.02f));
    Map<String, float[]> wanted = gradients(whole, scope);
    Map<String, float[]> found = gradients(half, scope);
    assertThat(found.keySet()).isEqualTo(wanted.keySet());
    found.forEach(
        (name, values) ->
            assertThat(values).as(name).containsExactly(wanted.get(name), within(0.03f)));
  }

  private SequenceClassifier adapted(Precision matrices, String target, TensorScope scope)
      throws IOException {
    var start = new ModelFiles.Start(ModelFiles.HeadPolicy.KEEP, 1, matrices);
    var model =
        ModelFiles.classifierToTrain(folder, TinyModels.LABELS, start, scope)
            .model()
            .withDropout(new ModelConfig.Dropout(0, 0, 0));
    var settings = new LoraSettings(2, 4, 0, List.of(target), Lora.trainedHead(model));
    var adapted = Lora.attach(model, settings, scope, 5);
    LoraTest.train(adapted);
    return adapted;
  }

  private static Map<String, float[]> gradients(SequenceClassifier model, TensorScope scope) {
    Map<String, Tensor> trained = new TreeMap<>(model.parameters().asMap());
    trained.keySet().removeIf(model.parameters()::isFrozen);
    Map<String, float[]> gradients = new TreeMap<>();
    try (var on = GradientMode.on();
        TensorScope pass = scope.open()) {
      var batch = TokenBatch.ofIds(List.of(new int[] {2, 9, 12, 5, 3}, new int[] {2, 28, 3}), 0, 0);
      Tensor logits = model.logits(Forward.evaluating(pass, Precision.FP32), batch);
      Tensor labels = pass.longs(new long[] {0, 2}, 2);
      Tensor loss = pass.trainingKernels().crossEntropy(logits, labels, null, -100, 0, 1);
      var found = pass.trainingKernels().gradients(loss, List.copyOf(trained.values()));
      int i = 0;
      for (String name : trained.keySet()) {
        gradients.put(name, found.get(i++).toFloats());
      }
    }
    return gradients;
  }
}
