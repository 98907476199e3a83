package app.valence.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelsTest {
  private static TensorRuntime runtime;
  private TensorScope scope;

  @BeforeAll
  static void startEngine() {
    runtime = TensorRuntime.start(new RuntimeOptions(Device.CPU, 0, ThreadWaiting.PASSIVE));
  }

  @AfterAll
  static void stopEngine() {
    runtime.close();
  }

  @BeforeEach
  @SuppressWarnings("MustBeClosedChecker") // Closed after each test.
  void openScope() {
    scope = runtime.open();
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  @Test
  void crossEntropyWithWeightsSmoothingAndIgnoredLabelsIsTheWeightedMean() {
    float[] logits = {0.2f, -1f, 0.5f, 1.5f, 0f, -0.3f, 2f, 2f, 2f, 0.1f, 0.9f, -2f};
    long[] labels = {2, 0, -100, 1};
    double[] weights = {0.5, 2, 1.25};
    double smoothing = 0.1;
    double sum = 0;
    double denominator = 0;
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] >= 0) {
        double[] logP = logSoftmax(logits, row * 3);
        int label = (int) labels[row];
        denominator += weights[label];
        sum -= (1 - smoothing) * weights[label] * logP[label];
        for (int c = 0; c < 3; c++) {
          sum -= smoothing / 3 * weights[c] * logP[c];
        }
      }
    }
    Tensor loss =
        scope
            .trainingKernels()
            .crossEntropy(
                scope.floats(logits, 4, 3),
                scope.longs(labels, 4),
                scope.floats(new float[] {0.5f, 2f, 1.25f}, 3),
                -100,
                smoothing,
                denominator);
    assertThat((double) loss.item()).isCloseTo(sum / denominator, within(1e-6));
  }

  @Test
  void focalLossDiscountsWhatIsAlreadyRight() {
    float[] logits = {3f, 0f, 0f, 0f, 0.5f, 0f};
    double[] first = logSoftmax(logits, 0);
    double[] second = logSoftmax(logits, 3);
    double gamma = 2;
    double wanted =
        (-Math.pow(1 - Math.exp(first[0]), gamma) * first[0]
                - Math.pow(1 - Math.exp(second[2]), gamma) * second[2])
            / 2;
    Tensor loss =
        scope
            .trainingKernels()
            .focalLoss(
                scope.floats(logits, 2, 3), scope.longs(new long[] {0, 2}, 2), null, gamma, 2);
    assertThat((double) loss.item()).isCloseTo(wanted, within(1e-6));
  }

  @Test
  void aSparseLookupHasTheGradientOfADenseOne() {
    try (var on = GradientMode.on()) {
      Tensor table = scope.floats(random(20, 3), 10, 2).requireGradient(true);
      Tensor ids = scope.longs(new long[] {3, 0, 3, 7, 7, 3}, 2, 3);
      var kernels = scope.kernels();
      var training = scope.trainingKernels();
      Tensor scale = scope.floats(random(12, 4), 2, 3, 2);
      Tensor dense = kernels.checksum(kernels.multiply(kernels.embedding(table, ids, 0), scale));
      Tensor sparse =
          kernels.checksum(kernels.multiply(kernels.sparseEmbedding(table, ids, 0), scale));
      float[] wanted = training.gradients(dense, List.of(table)).get(0).toFloats();
      Tensor sums = scope.zeros(10, 2);
      training.addRows(sums, training.gradients(sparse, List.of(table)).get(0));
      assertThat(sums.toFloats()).containsExactly(wanted, within(1e-6f));
      assertThat(sums.toFloats()[0]).as("the padding row").isZero();
      training.clearRows(sums, scope.longs(new long[] {3, 7}, 2));
      assertThat(sums.toFloats()).containsOnly(0f);
    }
  }

  @Test
  void attentionInBfloat16IsCloseToAttentionInFloats() {
    Tensor x = scope.floats(random(2 * 5 * 8, 1), 2, 5, 8);
    Tensor w = scope.floats(random(64, 2), 8, 8);
    Tensor b = scope.floats(random(8, 5), 8);
    Tensor mask = scope.floats(new float[] {0, 0, 0, 0, 0, 0, 0, 0, -1e9f, -1e9f}, 2, 1, 1, 5);
    var weights = new Kernels.Attention(w, b, w, b, w, b, w, b, 2);
    var kernels = scope.kernels();
    float[] exact = kernels.selfAttention(x, weights, mask, 0, Precision.FP32).toFloats();
    float[] rounded = kernels.selfAttention(x, weights, mask, 0, Precision.BF16).toFloats();
    assertThat(rounded).containsExactly(exact, within(0.05f));
    assertThat(rounded).isNotEqualTo(exact);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5})
  void dropoutKeepsTheSharePromisedAndTheMean(double share) {
    var masks = new DropoutMasks();
    masks.begin(5);
    float[] mask = masks.next(scope, share, 1000, 200).toFloats();
    int kept = 0;
    double sum = 0;
    for (float value : mask) {
      assertThat(value == 0 || Math.abs(value - 1 / (1 - share)) < 1e-6).isTrue();
      kept += value > 0 ? 1 : 0;
      sum += value;
    }
    // Five standard deviations of a binomial share of 200,000.
    double tolerance = 5 * Math.sqrt(share * (1 - share) / mask.length);
    assertThat((double) kept / mask.length).isCloseTo(1 - share, within(tolerance));
    assertThat(sum / mask.length).isCloseTo(1, within(2 * tolerance));
  }

  @Test
  void dropoutFollowsFromTheSeedAndThePlace() {
    float[] first = mask(7, 1);
    assertThat(mask(7, 1)).isEqualTo(first);
    assertThat(mask(8, 1)).isNotEqualTo(first);
    assertThat(mask(7, 2)).isNotEqualTo(first);
  }

  @Test
  void neighbouringSeedsDropIndependently() {
    float[] a = mask(1L << 20, 1);
    float[] b = mask((1L << 20) + 1, 1);
    int both = 0;
    for (int i = 0; i < a.length; i++) {
      both += a[i] == 0 && b[i] == 0 ? 1 : 0;
    }
    assertThat((double) both / a.length).isCloseTo(0.25, within(0.02));
  }

  private float[] mask(long seed, int place) {
    var masks = new DropoutMasks();
    masks.begin(seed);
    float[] mask = {};
    for (int i = 0; i < place; i++) {
      mask = masks.next(scope, 0.5, 20_000).toFloats();
    }
    return mask;
  }

  @Test
  void aLossThatDoesNotDependOnAParameterIsAnError() {
    try (var on = GradientMode.on()) {
      Tensor used = scope.floats(new float[] {1}, 1).requireGradient(true);
      Tensor unused = scope.floats(new float[] {1}, 1).requireGradient(true);
      Tensor loss = scope.kernels().checksum(used);
      assertThatThrownBy(() -> scope.trainingKernels().gradients(loss, List.of(used, unused)))
          .isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void nothingIsRecordedWhileGradientsAreOff() {
    try (var off = GradientMode.off()) {
      Tensor x = scope.floats(new float[] {1}, 1).requireGradient(true);
      Tensor y = scope.kernels().checksum(x);
      assertThatThrownBy(() -> scope.trainingKernels().gradients(y, List.of(x)))
          .isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void stepsLeaveNoNativeMemoryBehind() {
    if (ProcessMemory.residentBytes().isEmpty()) {
      return;
    }
    run(200);
    long before = ProcessMemory.residentBytes().orElseThrow();
    run(2_000);
    long grown = ProcessMemory.residentBytes().orElseThrow() - before;
    assertThat(grown).as("bytes grown over 2,000 steps of 4 MB each").isLessThan(200_000_000);
  }

  private void run(int steps) {
    for (int i = 0; i < steps; i++) {
      try (TensorScope step = scope.open()) {
        Tensor x = step.zeros(1000, 1000);
        step.kernels().add(x, x);
      }
    }
  }

  private static float[] random(int count, long seed) {
    var random = new SplittableRandom(seed);
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  private static double[] logSoftmax(float[] logits, int offset) {
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      sum += Math.exp(logits[offset + c]);
    }
    var result = new double[3];
    for (int c = 0; c < 3; c++) {
      result[c] = logits[offset + c] - Math.log(sum);
    }
    return result;
  }
}
