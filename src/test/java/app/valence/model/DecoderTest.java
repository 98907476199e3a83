package app.valence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.valence.tensor.GradientMode;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorScope;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TensorScopes.class)
class DecoderTest {
  private static final int[] TEXT = {2, 9, 12, 5, 3, 7, 21};

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "mistral", "qwen2"})
  void tokensDoNotSeeWhatFollows(String modelType, TensorScope scope) {
    var model = ModelFiles.newCausalLanguageModel(TinyModels.config(modelType), scope, 3);
    int[] other = TEXT.clone();
    other[5] = 11;
    float[] scores = logits(model, scope, Precision.FP32, TEXT);
    float[] changed = logits(model, scope, Precision.FP32, other);
    int before = 5 * TinyModels.VOCABULARY;
    assertThat(Arrays.copyOf(changed, before)).isEqualTo(Arrays.copyOf(scores, before));
    assertThat(changed).isNotEqualTo(scores);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "mistral", "qwen2"})
  void paddingChangesNoClass(String modelType, TensorScope scope) {
    var model = ModelFiles.newClassifier(TinyModels.config(modelType), scope, 3);
    float[] alone = logits(model, scope, Precision.FP32, TEXT);
    float[] padded = logits(model, scope, Precision.FP32, TEXT, new int[] {4, 4, 4, 8, 1, 2, 3, 4});
    assertThat(Arrays.copyOf(padded, 3)).containsExactly(alone, within(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "mistral", "qwen2"})
  void sixteenBitsAreCloseToThirtyTwo(String modelType, TensorScope scope) {
    var model = ModelFiles.newCausalLanguageModel(TinyModels.config(modelType), scope, 3);
    float[] full = logits(model, scope, Precision.FP32, TEXT);
    assertThat(logits(model, scope, Precision.BF16, TEXT)).containsExactly(full, within(5e-3f));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama"})
  void chosenPositionsHaveTheScoresOfAll(String modelType, TensorScope scope) {
    var model = ModelFiles.newCausalLanguageModel(TinyModels.config(modelType), scope, 3);
    var batch = TokenBatch.ofIds(List.of(TEXT, new int[] {4, 4}), 0, 0);
    float[] all = logits(model, scope, Precision.FP32, TEXT, new int[] {4, 4});
    try (var off = GradientMode.off();
        TensorScope pass = scope.open()) {
      var forward = Forward.evaluating(pass, Precision.FP32);
      float[] chosen = model.logitsAt(forward, batch, new long[] {8, 3}).toFloats();
      int width = TinyModels.VOCABULARY;
      assertThat(Arrays.copyOf(chosen, width))
          .containsExactly(Arrays.copyOfRange(all, 8 * width, 9 * width), within(1e-6f));
      assertThat(Arrays.copyOfRange(chosen, width, 2 * width))
          .containsExactly(Arrays.copyOfRange(all, 3 * width, 4 * width), within(1e-6f));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "mistral", "qwen2"})
  void tokensReadInPartsAreScoredAsTokensReadAtOnce(String modelType, TensorScope scope) {
    var model = ModelFiles.newCausalLanguageModel(TinyModels.config(modelType), scope, 3);
    float[] whole = logits(model, scope, Precision.FP32, TEXT);
    float[] last = Arrays.copyOfRange(whole, whole.length - TinyModels.VOCABULARY, whole.length);
    for (int[] ends : List.of(new int[] {3, 6, 7}, new int[] {1, 2, 3, 4, 5, 6, 7})) {
      try (var off = GradientMode.off();
          TensorScope pass = scope.open()) {
        var cache = new KeyValueCache(pass);
        float[] found = {};
        int start = 0;
        for (int end : ends) {
          var forward = Forward.evaluating(pass, Precision.FP32);
          found = model.nextLogits(forward, Arrays.copyOfRange(TEXT, start, end), cache).toFloats();
          start = end;
        }
        assertThat(cache.length()).isEqualTo(TEXT.length);
        assertThat(found).containsExactly(last, within(1e-6f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "mistral", "qwen2"})
  void textsThatShareARowAreScoredAsEachAlone(String modelType, TensorScope scope) {
    var model = ModelFiles.newCausalLanguageModel(TinyModels.config(modelType), scope, 3);
    int[] other = {4, 17, 8, 8};
    float[] alone = logits(model, scope, Precision.FP32, TEXT);
    float[] otherAlone = logits(model, scope, Precision.FP32, other);
    try (var off = GradientMode.off();
        TensorScope pass = scope.open()) {
      int[] both = {2, 9, 12, 5, 3, 7, 21, 4, 17, 8, 8};
      var batch =
          TokenBatch.ofIds(List.of(both, other), 0, 0)
              .withSegments(
                  new int[] {
                    1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1
                  });
      float[] found = model.logits(Forward.evaluating(pass, Precision.FP32), batch).toFloats();
      int width = TinyModels.VOCABULARY;
      assertThat(Arrays.copyOf(found, 7 * width)).containsExactly(alone, within(1e-5f));
      assertThat(Arrays.copyOfRange(found, 7 * width, 11 * width))
          .containsExactly(otherAlone, within(1e-5f));
      assertThat(Arrays.copyOfRange(found, 11 * width, 15 * width))
          .containsExactly(otherAlone, within(1e-5f));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "mistral", "qwen2"})
  void textsThatFollowOnTheSameTokensAreScoredAsEachWithThem(String modelType, TensorScope scope) {
    var model = ModelFiles.newCausalLanguageModel(TinyModels.config(modelType), scope, 3);
    int width = TinyModels.VOCABULARY;
    try (var off = GradientMode.off();
        TensorScope pass = scope.open()) {
      var forward = Forward.evaluating(pass, Precision.FP32);
      var cache = new KeyValueCache(pass);
      model.read(forward, new int[] {2, 9, 12}, cache);
      // After the cached tokens, each row goes on alike for a while and then in several ways.
      var batch =
          TokenBatch.ofIds(List.of(new int[] {5, 3, 7, 21, 8}, new int[] {4, 17, 6}), 0, 0)
              .withSegments(new int[] {0, 0, 1, 1, 2, 0, 1, 2, -1, -1});
      long[] positions = {3, 4, 6, 7};
      float[] found = model.logitsAfter(forward, cache, batch, positions).toFloats();
      int[][] whole = {
        {2, 9, 12, 5, 3, 7, 21}, {2, 9, 12, 5, 3, 8}, {2, 9, 12, 4, 17}, {2, 9, 12, 4, 6}
      };
      for (int i = 0; i < whole.length; i++) {
        float[] all = logits(model, scope, Precision.FP32, whole[i]);
        assertThat(Arrays.copyOfRange(found, i * width, (i + 1) * width))
            .containsExactly(
                Arrays.copyOfRange(all, all.length - width, all.length), within(1e-5f));
      }
      assertThat(cache.length()).isEqualTo(3);
    }
  }

  private static float[] logits(
      Model model, TensorScope scope, Precision precision, int[]... texts) {
    try (var off = GradientMode.off();
        TensorScope pass = scope.open()) {
      var batch = TokenBatch.ofIds(List.of(texts), model.config().paddingId(), 0);
      return model.logits(Forward.evaluating(pass, precision), batch).toFloats();
    }
  }
}
