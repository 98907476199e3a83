package app.valence.cli;

import app.valence.tensor.Precision;
import app.valence.tensor.TensorRuntime;

/** The number formats that can be asked for. */
enum PrecisionChoice {
  /** 32-bit floats throughout. */
  FP32,
  /** Matrix products in bfloat16. */
  BF16,
  /** Whichever is the better one on this machine. */
  AUTO;

  /** The format to compute in on {@code runtime}. */
  Precision on(TensorRuntime runtime) {
    return switch (this) {
      case FP32 -> Precision.FP32;
      case BF16 -> Precision.BF16;
      case AUTO -> runtime.prefersBf16() ? Precision.BF16 : Precision.FP32;
    };
  }
}
