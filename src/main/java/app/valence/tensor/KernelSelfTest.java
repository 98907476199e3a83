package app.valence.tensor;

import java.util.List;

/**
 * Compares kernels with values worked out by hand when the engine starts: a native library that
 * computes something else must not train a model. Takes a few milliseconds.
 */
final class KernelSelfTest {
  private static final double TOLERANCE = 1e-5;

  private KernelSelfTest() {}

  /**
   * Runs the checks on the runtime's device.
   *
   * @throws EngineUnavailableException naming the first kernel that is wrong
   */
  static void run(TensorRuntime runtime) {
    try (TensorScope scope = runtime.open()) {
      try (var off = GradientMode.off()) {
        activations(scope);
        norms(scope);
        attention(scope);
        causalAttention(scope);
      }
      try (var on = GradientMode.on()) {
        lossesAndGradients(scope);
      }
      try (var off = GradientMode.off()) {
        optimizer(scope);
      }
    }
  }

  private static void activations(TensorScope scope) {
    Tensor one = scope.floats(new float[] {1}, 1);
    Kernels kernels = scope.kernels();
    require("gelu", kernels.activate(one, Activation.GELU), 0.8413447);
    require("gelu (tanh)", kernels.activate(one, Activation.GELU_TANH), 0.8411920);
    require("silu", kernels.activate(one, Activation.SILU), 0.7310586);
  }

  private static void norms(TensorScope scope) {
    Kernels kernels = scope.kernels();
    Tensor x = scope.floats(new float[] {1, 3}, 1, 2);
    Tensor ones = scope.floats(new float[] {1, 1}, 2);
    Tensor zeros = scope.zeros(2);
    require("layer_norm", kernels.layerNorm(x, new Kernels.Norm(ones, zeros, 0)), -1, 1);
    require("rms_norm", kernels.rmsNorm(x, ones, 0), 1 / Math.sqrt(5), 3 / Math.sqrt(5));
  }

  /** Two tokens, the second of them padding: the first may only see itself. */
  private static void attention(TensorScope scope) {
    Tensor x = scope.floats(new float[] {1, 2, 3, 4}, 1, 2, 2);
    Tensor mask = scope.floats(new float[] {0, -1e9f}, 1, 1, 1, 2);
    Tensor identity = scope.floats(new float[] {1, 0, 0, 1}, 2, 2);
    Tensor zeros = scope.zeros(2);
    var weights =
        new Kernels.Attention(
            identity, zeros, identity, zeros, identity, zeros, identity, zeros, 1);
    for (Precision precision : Precision.values()) {
      require(
          "self_attention (" + precision + ")",
          scope.kernels().selfAttention(x, weights, mask, 0, precision),
          1,
          2,
          1,
          2);
    }
  }

  /** Two tokens, turned by a right angle from each other: the second prefers itself. */
  private static void causalAttention(TensorScope scope) {
    Tensor x = scope.floats(new float[] {1, 0, 1, 0}, 1, 2, 2);
    Tensor values = scope.floats(new float[] {1, 2, 3, 4}, 1, 2, 2);
    Tensor cosines = scope.floats(new float[] {1, 0}, 2, 1);
    Tensor sines = scope.floats(new float[] {0, 1}, 2, 1);
    var context =
        new DecoderKernels.Context(
            2, List.of(cosines, sines), List.of(), null, true, Math.log(3), 0, false);
    Tensor found =
        scope.decoderKernels().attend(List.of(x, x, values), context, Precision.FP32).values();
    require("attend", found, 1, 2, 2.5, 3.5);
  }

  private static void lossesAndGradients(TensorScope scope) {
    Tensor logits = scope.floats(new float[] {0, 0, 5, 5}, 2, 2).requireGradient(true);
    Tensor labels = scope.longs(new long[] {1, -100}, 2);
    TrainingKernels kernels = scope.trainingKernels();
    Tensor loss = kernels.crossEntropy(logits, labels, null, -100, 0, 1);
    require("cross_entropy", loss, Math.log(2));
    Tensor gradient = kernels.gradients(loss, List.of(logits)).get(0);
    require("gradients", gradient, 0.5, -0.5, 0, 0);
  }

  /** The first step of AdamW moves a weight by the learning rate, whatever its clipped gradient. */
  private static void optimizer(TensorScope scope) {
    TrainingKernels kernels = scope.trainingKernels();
    Tensor weight = scope.floats(new float[] {1, 1}, 2);
    Tensor gradient = scope.floats(new float[] {3, 4}, 2);
    Tensor first = scope.zeros(2);
    Tensor norm = kernels.globalNorm(List.of(gradient));
    require("global_norm", norm, 5);
    var state =
        new TrainingKernels.AdamWState(
            List.of(weight), List.of(gradient), List.of(first), List.of(scope.zeros(2)));
    var settings = new TrainingKernels.AdamWSettings(0.1, 0.9, 0.999, 1e-8, 0, 1);
    kernels.adamW(state, scope.floats(new float[] {1}), settings, norm);
    require("adam_w", weight, 0.9, 0.9);
    require("adam_w (clipping)", first, 0.06, 0.08);
  }

  private static void require(String kernel, Tensor found, double... wanted) {
    float[] values = found.toFloats();
    for (int i = 0; i < wanted.length; i++) {
      if (!(Math.abs(values[i] - wanted[i]) <= TOLERANCE)) {
        throw new EngineUnavailableException(
            "The PyTorch engine computes "
                + kernel
                + " wrongly on this machine ("
                + values[i]
                + " instead of "
                + wanted[i]
                + "), so it cannot be trusted to train. Use another device, or the engine that"
                + " comes with the program.");
      }
    }
  }
}
