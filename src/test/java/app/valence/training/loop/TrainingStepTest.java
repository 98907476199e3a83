package app.valence.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.valence.model.EncodedExamples;
import app.valence.model.ModelFiles;
import app.valence.tensor.Device;
import app.valence.tensor.Precision;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.tensor.ThreadWaiting;
import app.valence.training.LossSettings;
import app.valence.training.LossSettings.ClassWeighting;
import app.valence.training.TrainingSettings;
import app.valence.training.optimizer.AdamW;
import app.valence.training.optimizer.ParameterGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingStepTest {
  private static final EncodedExamples EXAMPLES = TinyTask.examples(13, 4);
  private static final double RATE = 1e-3;

  private static TensorRuntime runtime;

  @BeforeAll
  static void startEngine() {
    runtime = TensorRuntime.start(new RuntimeOptions(Device.CPU, 1, ThreadWaiting.PASSIVE));
  }

  @AfterAll
  static void stopEngine() {
    runtime.close();
  }

  static Stream<LossSettings> losses() {
    return Stream.of(
        LossSettings.DEFAULTS,
        new LossSettings(0.1, ClassWeighting.NONE, 0),
        new LossSettings(0.1, ClassWeighting.BALANCED, 0),
        new LossSettings(0, ClassWeighting.BALANCED, 2));
  }

  /** One step from the same model, over parts of the given sizes. */
  private static Stepped step(LossSettings loss, TrainingSettings settings, int... sizes) {
    try (TensorScope scope = runtime.open()) {
      var model = ModelFiles.newClassifier(TinyTask.config(0), scope, 1);
      var parameters = new ParameterGroups(model, settings.optimizer(), 0);
      var optimizer = new AdamW(parameters, settings.optimizer(), scope);
      // Uneven counts, so that weights matter.
      var objective = new Objective(loss, new int[] {50, 10, 5});
      var parts = new TrainingStep.Parts(model, parameters, optimizer, objective);
      var result =
          new TrainingStep(parts, Precision.FP32, scope).run(scope, batches(sizes), 1, RATE, 5);
      return new Stepped(result, TinyRuns.parameters(model));
    }
  }

  private record Stepped(TrainingStep.Result result, Map<String, float[]> parameters) {}

  private static List<LabelledBatch> batches(int... sizes) {
    List<LabelledBatch> batches = new ArrayList<>();
    int from = 0;
    for (int size : sizes) {
      int[] chosen = IntStream.range(from, from + size).toArray();
      batches.add(new LabelledBatch(EXAMPLES.batch(chosen, 0, 0), EXAMPLES.labels(chosen)));
      from += size;
    }
    return batches;
  }

  @ParameterizedTest
  @MethodSource("losses")
  void lossAndGradientsDoNotDependOnHowAStepIsSplit(LossSettings loss) {
    // An epsilon of 1 makes the update follow the gradient's size and not only its sign.
    var settings =
        TinySettings.with(
            s -> {
              s.epsilon = 1;
              s.maximumNorm = 0;
            });
    var whole = step(loss, settings, 13);
    for (int[] sizes : List.of(new int[] {4, 4, 4, 1}, new int[] {1, 12}, new int[] {7, 6})) {
      var split = step(loss, settings, sizes);
      assertThat(split.result.loss()).isCloseTo(whole.result.loss(), within(1e-6));
      assertThat(split.result.gradientNorm())
          .isCloseTo(whole.result.gradientNorm(), Percentage.withPercentage(1e-3));
      assertThat(split.result.correct()).isEqualTo(whole.result.correct());
      assertThat(split.result.counted()).isEqualTo(13);
      whole.parameters.forEach(
          (name, values) ->
              assertThat(split.parameters.get(name))
                  .as(name)
                  .containsExactly(values, within(1e-7f)));
    }
    double largestUpdate = RATE * whole.result.gradientNorm();
    assertThat(largestUpdate).as("updates are far larger than the tolerance").isGreaterThan(1e-4);
  }

  @Test
  void theGradientNormIsThatBeforeClippingAndIsMeasuredWithoutClippingToo() {
    var loss = LossSettings.DEFAULTS;
    double without =
        step(loss, TinySettings.with(s -> s.maximumNorm = 0), 13).result.gradientNorm();
    double with =
        step(loss, TinySettings.with(s -> s.maximumNorm = 1e-3), 13).result.gradientNorm();
    assertThat(without).isGreaterThan(0.01).isEqualTo(with);
  }
}
