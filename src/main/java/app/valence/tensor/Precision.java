package app.valence.tensor;

/**
 * The number format of the matrix products. Parameters, gradients, norms, losses and the optimizer
 * stay in 32 bits either way, and bfloat16 numbers never leave a kernel.
 */
public enum Precision {
  /** 32-bit floats throughout. */
  FP32,
  /** Matrix products and attention in bfloat16: 8 bits of exponent, 7 of fraction. */
  BF16;

  boolean isBf16() {
    return this == BF16;
  }
}
