package app.valence.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Matrices in bfloat16, of which a mistake would end the program. */
class HalfMatrixTest {
  private static final float[] VALUES = {1, 2, 3, 4, 5, 1 + 0x1p-8f};

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

  private Tensor matrix(TensorScope owner) {
    Tensor matrix = owner.halfMatrix(2, 3);
    matrix.set(FloatBuffer.wrap(VALUES));
    return matrix;
  }

  @Test
  void valuesAreRoundedToEightBits() {
    Tensor matrix = matrix(scope);
    assertThat(matrix.isHalf()).isTrue();
    assertThat(matrix.shape()).containsExactly(2, 3);
    assertThat(matrix.elements()).isEqualTo(6);
    assertThat(matrix.toFloats()).containsExactly(1, 2, 3, 4, 5, 1);
    matrix.set(4, FloatBuffer.wrap(new float[] {-7}));
    assertThat(matrix.toFloats()).containsExactly(1, 2, 3, 4, -7, 1);
  }

  @Test
  void aLargeMatrixIsSetPieceByPiece() {
    int rows = 3;
    int columns = (1 << 20) + 5;
    var values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 251;
    }
    Tensor matrix = scope.halfMatrix(rows, columns);
    matrix.set(FloatBuffer.wrap(values));
    assertThat(matrix.toFloats()).isEqualTo(values);
    Tensor full = scope.zeros(rows, columns);
    full.set(FloatBuffer.wrap(values));
    assertThat(full.toFloats()).isEqualTo(values);
  }

  @Test
  void itIsClosedWithItsScopeOrByItselfOrBoth() {
    try (TensorScope inner = scope.open()) {
      Tensor one = matrix(inner);
      matrix(inner);
      one.close();
      one.close();
    }
    Tensor moved;
    try (TensorScope inner = scope.open()) {
      moved = matrix(inner).moveTo(scope);
    }
    assertThat(moved.toFloats()[3]).isEqualTo(4);
    Tensor view;
    try (TensorScope inner = scope.open()) {
      Tensor gone = matrix(inner);
      view = scope.decoderKernels().transpose(gone);
    }
    assertThat(view.toFloats()).containsExactly(1, 4, 2, 5, 3, 1);
  }

  @Test
  void whatTheProgramCannotDoWithItIsRefused() {
    Tensor matrix = matrix(scope);
    assertThatThrownBy(() -> matrix.requireGradient(true))
        .isInstanceOf(IllegalStateException.class);
    assertThat(matrix.requireGradient(false)).isSameAs(matrix);
    assertThatThrownBy(() -> matrix.read(0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> matrix.set(FloatBuffer.wrap(new float[5])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void productsAndTheirGradientsAreThoseOfTheRoundedMatrix() {
    Tensor matrix = matrix(scope);
    Tensor full = scope.floats(matrix.toFloats(), 2, 3);
    Tensor x = scope.floats(new float[] {1, 0.5f, -2}, 1, 3);
    assertThat(product(x, matrix)).isEqualTo(product(x, full));
    assertThat(gradient(x, matrix)).containsExactly(gradient(x, full), within(1e-2f));
  }

  private float[] product(Tensor x, Tensor matrix) {
    return scope.kernels().linear(x, matrix, null, Precision.FP32).toFloats();
  }

  private float[] gradient(Tensor x, Tensor matrix) {
    try (var on = GradientMode.on();
        TensorScope pass = scope.open()) {
      x.requireGradient(true);
      Tensor sum = pass.kernels().checksum(pass.kernels().linear(x, matrix, null, Precision.FP32));
      return pass.trainingKernels().gradients(sum, List.of(x)).get(0).toFloats();
    }
  }

  @Test
  void lookedUpRowsAndListsWithOtherMatricesAreInThirtyTwoBits() {
    Tensor matrix = matrix(scope);
    Tensor ids = scope.longs(new long[] {1, 0}, 1, 2);
    assertThat(scope.kernels().embedding(matrix, ids, -1).toFloats())
        .containsExactly(4, 5, 1, 1, 2, 3);
    Tensor square = scope.halfMatrix(3, 3);
    square.set(FloatBuffer.wrap(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}));
    Tensor full = scope.floats(square.toFloats(), 3, 3);
    Tensor x = scope.floats(new float[] {1, 2, 3}, 1, 1, 3);
    var gated =
        scope
            .decoderKernels()
            .gatedFeedForward(
                x, List.of(square, full, square), List.of(), Activation.RELU, Precision.FP32);
    assertThat(gated.toFloats()).containsExactly(1, 4, 9);
  }
}
