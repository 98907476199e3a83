package app.valence.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import app.valence.tensor.Device;
import app.valence.tensor.GradientMode;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.tensor.ThreadWaiting;
import app.valence.training.LossSettings;
import app.valence.training.LossSettings.ClassWeighting;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses and gradients against the definitions, in double precision. */
class ObjectiveTest {
  private static final int CLASSES = 4;
  private static final int[] COUNTS = {60, 25, 0, 15};
  private static final long[] LABELS = {0, 1, 3, 0, 1, 0, 3};

  private static TensorRuntime runtime;
  private final double[] logits = new SplittableRandom(3).doubles(28, -4, 4).toArray();

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
        new LossSettings(0, ClassWeighting.BALANCED, 0),
        new LossSettings(0.2, ClassWeighting.BALANCED, 0),
        new LossSettings(0, ClassWeighting.NONE, 0.5),
        new LossSettings(0, ClassWeighting.NONE, 1),
        new LossSettings(0, ClassWeighting.NONE, 2.5),
        new LossSettings(0, ClassWeighting.BALANCED, 2));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void lossAndGradientsAreThoseOfTheDefinition(LossSettings settings) {
    var objective = new Objective(settings, COUNTS);
    double denominator = objective.denominator(LABELS);
    assertThat(denominator).isCloseTo(expectedDenominator(settings), within(1e-6));
    try (TensorScope scope = runtime.open();
        var on = GradientMode.on()) {
      Tensor scores = scope.floats(floats(logits), LABELS.length, CLASSES).requireGradient(true);
      Tensor labels = scope.longs(LABELS, LABELS.length);
      Tensor loss = objective.loss(scope, scores, labels, denominator);
      assertThat((double) loss.item()).isCloseTo(expectedLoss(settings, logits), within(1e-6));
      float[] gradient = scope.trainingKernels().gradients(loss, List.of(scores)).get(0).toFloats();
      for (int i = 0; i < logits.length; i++) {
        assertThat((double) gradient[i]).isCloseTo(slope(settings, i), within(1e-6));
      }
    }
  }

  @Test
  void aSureExampleHasAFiniteGradientUnderAFocalExponentBelowOne() {
    var objective = new Objective(new LossSettings(0, ClassWeighting.NONE, 0.5), COUNTS);
    try (TensorScope scope = runtime.open();
        var on = GradientMode.on()) {
      var sure = new float[CLASSES];
      sure[0] = 200;
      Tensor scores = scope.floats(sure, 1, CLASSES).requireGradient(true);
      Tensor loss = objective.loss(scope, scores, scope.longs(new long[] {0}, 1), 1);
      assertThat(loss.item()).isZero();
      for (float slope :
          scope.trainingKernels().gradients(loss, List.of(scores)).get(0).toFloats()) {
        assertThat(slope).isZero();
      }
    }
  }

  @Test
  void anExponentOutsideItsRangeIsRefused() {
    for (double gamma : new double[] {-1, 11, Double.NaN}) {
      assertThatThrownBy(() -> new LossSettings(0, ClassWeighting.NONE, gamma))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be between 0 and 10");
    }
  }

  @Test
  void balancedWeightsAreThoseOfScikitLearn() {
    // n / (classes that occur × count): 100 / (3 × 60), 100 / (3 × 25), 100 / (3 × 15).
    var objective = new Objective(new LossSettings(0, ClassWeighting.BALANCED, 0), COUNTS);
    assertThat(objective.denominator(new long[] {0})).isCloseTo(0.5555556, within(1e-6));
    assertThat(objective.denominator(new long[] {1})).isCloseTo(1.3333333, within(1e-6));
    assertThat(objective.denominator(new long[] {3})).isCloseTo(2.2222222, within(1e-6));
  }

  @Test
  void ignoredLabelsCountNowhere() {
    var objective = new Objective(new LossSettings(0.1, ClassWeighting.NONE, 0), COUNTS);
    long[] some = LABELS.clone();
    some[2] = Objective.IGNORED;
    assertThat(objective.denominator(some)).isEqualTo(LABELS.length - 1);
    double[] changed = logits.clone();
    Arrays.fill(changed, 2 * CLASSES, 3 * CLASSES, 9.0);
    changed[2 * CLASSES] = -5;
    assertThat(loss(objective, changed, some)).isEqualTo(loss(objective, logits, some));
    assertThat(loss(objective, changed, LABELS)).isNotEqualTo(loss(objective, logits, LABELS));
  }

  private static float loss(Objective objective, double[] logits, long[] labels) {
    try (TensorScope scope = runtime.open()) {
      Tensor scores = scope.floats(floats(logits), labels.length, CLASSES);
      Tensor classes = scope.longs(labels, labels.length);
      return objective.loss(scope, scores, classes, objective.denominator(labels)).item();
    }
  }

  private static double weight(LossSettings settings, int label) {
    if (settings.classWeighting() == ClassWeighting.NONE) {
      return 1;
    }
    return COUNTS[label] == 0 ? 0 : 100 / (3.0 * COUNTS[label]);
  }

  private static double expectedDenominator(LossSettings settings) {
    return Arrays.stream(LABELS).mapToDouble(label -> weight(settings, (int) label)).sum();
  }

  /** As torch.nn.CrossEntropyLoss documents it, and focal loss as Lin et al. (2017) do. */
  private static double expectedLoss(LossSettings settings, double[] logits) {
    double sum = 0;
    for (int row = 0; row < LABELS.length; row++) {
      double[] logP = logSoftmax(logits, row * CLASSES);
      int label = (int) LABELS[row];
      if (settings.focalGamma() > 0) {
        double miss = Math.pow(1 - Math.exp(logP[label]), settings.focalGamma());
        sum -= weight(settings, label) * miss * logP[label];
      } else {
        double smoothing = settings.labelSmoothing();
        sum -= (1 - smoothing) * weight(settings, label) * logP[label];
        for (int c = 0; c < CLASSES; c++) {
          sum -= smoothing / CLASSES * weight(settings, c) * logP[c];
        }
      }
    }
    return sum / expectedDenominator(settings);
  }

  private static double[] logSoftmax(double[] logits, int offset) {
    double sum = 0;
    for (int c = 0; c < CLASSES; c++) {
      sum += Math.exp(logits[offset + c]);
    }
    var result = new double[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      result[c] = logits[offset + c] - Math.log(sum);
    }
    return result;
  }

  private double slope(LossSettings settings, int index) {
    double h = 1e-5;
    double[] above = logits.clone();
    double[] below = logits.clone();
    above[index] += h;
    below[index] -= h;
    return (expectedLoss(settings, above) - expectedLoss(settings, below)) / (2 * h);
  }

  private static float[] floats(double[] values) {
    var result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }
}
