package app.valence.tensor;

/** An element-wise non-linearity, under the name that the kernels know it by. */
public enum Activation {
  /** x · Φ(x), with the exact normal distribution function. */
  GELU("gelu"),
  /** The tanh approximation of GELU, as GPT-2 uses it. */
  GELU_TANH("gelu_tanh"),
  /** max(0, x). */
  RELU("relu"),
  /** x · sigmoid(x), also called swish. */
  SILU("silu"),
  /** The hyperbolic tangent. */
  TANH("tanh");

  final String kernelName;

  Activation(String kernelName) {
    this.kernelName = kernelName;
  }
}
