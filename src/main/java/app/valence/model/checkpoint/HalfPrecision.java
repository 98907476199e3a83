package app.valence.model.checkpoint;

/** Converts between {@code float} and the two 16-bit floating-point formats, F16 and BF16. */
public final class HalfPrecision {
  private static final int FLOAT_INFINITY = 0x7f80_0000;
  private static final int HALF_INFINITY = 0x7c00;
  private static final float TWO_TO_112 = 0x1p112f;

  private HalfPrecision() {}

  /** The exact value of an IEEE 754 half-precision number. */
  public static float fromFloat16(short half) {
    int sign = (half & 0x8000) << 16;
    int magnitude = (half & 0x7fff) << 13;
    if ((half & HALF_INFINITY) == HALF_INFINITY) {
      return Float.intBitsToFloat(sign | magnitude | FLOAT_INFINITY);
    }
    // The exponent biases differ by 112; multiplying corrects subnormal numbers as well.
    return Float.intBitsToFloat(
        sign | Float.floatToRawIntBits(Float.intBitsToFloat(magnitude) * TWO_TO_112));
  }

  /**
   * The half-precision number nearest to {@code value}, the even one of two that are equally near;
   * 65,520 and above become infinite, NaN stays NaN.
   */
  public static short toFloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    int magnitude = bits & 0x7fff_ffff;
    if (magnitude > FLOAT_INFINITY) {
      return (short) (sign | 0x7e00 | ((magnitude >>> 13) & 0x3ff));
    }
    if (magnitude >= Float.floatToRawIntBits(65520f)) {
      return (short) (sign | HALF_INFINITY);
    }
    if (magnitude < Float.floatToRawIntBits(0x1p-14f)) {
      // Floats from 0.5 to 1 lie as far apart as subnormal halves, so the addition rounds for us.
      int rounded = Float.floatToRawIntBits(Float.intBitsToFloat(magnitude) + 0.5f);
      return (short) (sign | (rounded - Float.floatToRawIntBits(0.5f)));
    }
    int rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
    return (short) (sign | ((rounded - (112 << 23)) >>> 13));
  }

  /** The exact value of a BF16 number. */
  public static float fromBfloat16(short brain) {
    return Float.intBitsToFloat(brain << 16);
  }

  /**
   * The BF16 number nearest to {@code value}, the even one of two that are equally near; NaN stays
   * NaN.
   */
  public static short toBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if ((bits & 0x7fff_ffff) > FLOAT_INFINITY) {
      return (short) ((bits >>> 16) | 0x40);
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }
}
