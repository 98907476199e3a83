package app.valence.tensor;

/** Finds out whether matrix products are clearly faster in bfloat16 than in 32 bits. */
final class Bf16Probe {
  private static final int SIZE = 512;
  private static final int TRIES = 5;

  /** Conversions and everything else stay in 32 bits, so a small gain would be none. */
  private static final double CLEARLY = 1.3;

  private Bf16Probe() {}

  static boolean isFaster(TensorRuntime runtime) {
    try (var off = GradientMode.off();
        TensorScope scope = runtime.open()) {
      Tensor matrix = scope.zeros(SIZE, SIZE);
      return seconds(scope, matrix, Precision.FP32)
          > CLEARLY * seconds(scope, matrix, Precision.BF16);
    }
  }

  private static double seconds(TensorScope scope, Tensor matrix, Precision precision) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < TRIES; i++) {
      long started = System.nanoTime();
      Kernels kernels = scope.kernels();
      kernels.checksum(kernels.matmul(matrix, matrix, precision)).item();
      best = Math.min(best, (System.nanoTime() - started) / 1e9);
    }
    return best;
  }
}
