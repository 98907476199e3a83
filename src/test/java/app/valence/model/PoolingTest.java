package app.valence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import app.valence.model.checkpoint.CheckpointException;
import app.valence.tensor.GradientMode;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(TensorScopes.class)
class PoolingTest {
  private static final int[] TEXT = {2, 9, 12, 5, 3};

  @TempDir Path folder;

  @Test
  void paddingCountsNeitherInTheMeanNorInTheMaximum(TensorScope scope) {
    // Two texts of two and one tokens with two units each, padded to three with tempting values.
    var states = scope.floats(new float[] {1, -4, 3, -2, 9, 9, -5, 6, 8, 8, 8, 8}, 2, 3, 2);
    var lengths = scope.longs(new long[] {2, 1}, 2);
    assertThat(scope.kernels().meanOfTokens(states, lengths).toFloats())
        .containsExactly(2, -3, -5, 6);
    assertThat(scope.kernels().maximumOfTokens(states, lengths).toFloats())
        .containsExactly(3, -2, -5, 6);
  }

  @Test
  void theMaximumTeachesTheTokenThatItCameFrom(TensorScope scope) {
    try (var on = GradientMode.on()) {
      var states = scope.floats(new float[] {1, 5, 3, 2, 9, 9}, 1, 3, 2).requireGradient(true);
      var pooled = scope.kernels().maximumOfTokens(states, scope.longs(new long[] {2}, 1));
      var labels = scope.longs(new long[] {0}, 1);
      var loss = scope.trainingKernels().crossEntropy(pooled, labels, null, -100, 0, 1);
      float[] gradient = scope.trainingKernels().gradients(loss, List.of(states)).get(0).toFloats();
      assertThat(gradient[0]).isZero();
      assertThat(gradient[2]).isNegative();
      assertThat(gradient[1]).isPositive();
      assertThat(Arrays.copyOfRange(gradient, 3, 6)).containsOnly(0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theHeadReadsWhatWasChosenAndAFileKeepsTheChoice(Pooling pooling, TensorScope scope)
      throws IOException {
    var model = ModelFiles.newClassifier(TinyModels.config("bert"), scope, 3).withPooling(pooling);
    float[] alone = logits(model, scope, TEXT);
    float[] padded = logits(model, scope, TEXT, new int[] {2, 28, 7, 8, 9, 10, 11, 3});
    assertThat(Arrays.copyOf(padded, 3)).containsExactly(alone, within(1e-6f));
    if (pooling != Pooling.CLS) {
      assertThat(alone).isNotEqualTo(logits(model.withPooling(Pooling.CLS), scope, TEXT));
    }
    ModelFiles.save(model, folder);
    var loaded = ModelFiles.classifier(folder, scope);
    assertThat(loaded.config().pooling()).isEqualTo(pooling);
    assertThat(logits(loaded, scope, TEXT)).isEqualTo(alone);
  }

  @Test
  void anUnknownPoolingIsRefused(TensorScope scope) throws IOException {
    TinyModels.save(TinyModels.config("bert"), folder, scope);
    TinyModels.editConfig(folder, json -> json.put("classifier_pooling", "median"));
    assertThatThrownBy(() -> ModelFiles.classifier(folder, scope))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("config.json")
        .hasMessageContaining("\"median\"")
        .hasMessageContaining("cls, mean, max");
  }

  private static float[] logits(Model model, TensorScope scope, int[]... texts) {
    try (var off = GradientMode.off();
        TensorScope pass = scope.open()) {
      var batch = TokenBatch.ofIds(List.of(texts), 0, 0);
      return model.logits(Forward.evaluating(pass, Precision.FP32), batch).toFloats();
    }
  }
}
