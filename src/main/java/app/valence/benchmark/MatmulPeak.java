package app.valence.benchmark;

import app.valence.tensor.GradientMode;
import app.valence.tensor.Precision;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;

/** The rate of a 2048³ matrix product: what a perfect training step would reach. */
final class MatmulPeak {
  private static final int SIZE = 2048;
  private static final int PRODUCTS = 3;

  private MatmulPeak() {}

  /** Floating-point operations a second, the best of a few products. */
  static double measure(TensorScope scope, Precision precision) {
    try (var off = GradientMode.off();
        TensorScope inner = scope.open()) {
      var values = new float[SIZE * SIZE];
      for (int i = 0; i < values.length; i++) {
        values[i] = (i * 31 % 1000) / 1000f - 0.5f;
      }
      Tensor a = inner.floats(values, SIZE, SIZE);
      Tensor b = inner.floats(values, SIZE, SIZE);
      double best = 0;
      for (int i = 0; i < PRODUCTS; i++) {
        long started = System.nanoTime();
        try (TensorScope pass = inner.open()) {
          // Asks the device for a number, because a GPU computes on after the call has returned.
          pass.kernels().checksum(pass.kernels().matmul(a, b, precision)).item();
        }
        best = Math.max(best, 2.0 * SIZE * SIZE * SIZE / (System.nanoTime() - started) * 1e9);
      }
      return best;
    }
  }
}
