package app.valence.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfPrecisionTest {
  private static final int PATTERNS = 1 << 16;

  @Test
  void everyFloat16HasTheValueThatItsFieldsDescribe() {
    for (int pattern = 0; pattern < PATTERNS; pattern++) {
      int exponent = (pattern >> 10) & 0x1f;
      int fraction = pattern & 0x3ff;
      double magnitude =
          switch (exponent) {
            case 0 -> Math.scalb((double) fraction, -24);
            case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb((double) (1024 + fraction), exponent - 25);
          };
      float expected = (float) (pattern >> 15 == 0 ? magnitude : -magnitude);
      assertSameFloat(HalfPrecision.fromFloat16((short) pattern), expected, pattern);
    }
  }

  @Test
  void everyBfloat16HasTheValueThatItsFieldsDescribe() {
    for (int pattern = 0; pattern < PATTERNS; pattern++) {
      int exponent = (pattern >> 7) & 0xff;
      int fraction = pattern & 0x7f;
      double magnitude =
          switch (exponent) {
            case 0 -> Math.scalb((double) fraction, -133);
            case 255 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb((double) (128 + fraction), exponent - 134);
          };
      float expected = (float) (pattern >> 15 == 0 ? magnitude : -magnitude);
      assertSameFloat(HalfPrecision.fromBfloat16((short) pattern), expected, pattern);
    }
  }

  @Test
  void everyFloat16ComesBackFromItsFloat() {
    for (int pattern = 0; pattern < PATTERNS; pattern++) {
      float value = HalfPrecision.fromFloat16((short) pattern);
      short back = HalfPrecision.toFloat16(value);
      if (Float.isNaN(value)) {
        assertThat(HalfPrecision.fromFloat16(back)).isNaN();
      } else {
        assertThat(back).isEqualTo((short) pattern);
      }
    }
  }

  @Test
  void everyBfloat16ComesBackFromItsFloat() {
    for (int pattern = 0; pattern < PATTERNS; pattern++) {
      float value = HalfPrecision.fromBfloat16((short) pattern);
      short back = HalfPrecision.toBfloat16(value);
      if (Float.isNaN(value)) {
        assertThat(HalfPrecision.fromBfloat16(back)).isNaN();
      } else {
        assertThat(back).isEqualTo((short) pattern);
      }
    }
  }

  @Test
  void betweenTwoNeighboursFloat16TakesTheNearestAndTheEvenOfEquals() {
    // The value after the largest finite one would be 65,536; what rounds to it is infinite.
    for (int pattern = 0; pattern < 0x7c00; pattern++) {
      float below = HalfPrecision.fromFloat16((short) pattern);
      float above = pattern == 0x7bff ? 65536f : HalfPrecision.fromFloat16((short) (pattern + 1));
      float middle = (below + above) / 2;
      int even = pattern % 2 == 0 ? pattern : pattern + 1;
      assertFloat16(middle, even);
      assertFloat16(Math.nextDown(middle), pattern);
      assertFloat16(Math.nextUp(middle), pattern + 1);
    }
  }

  @Test
  void betweenTwoNeighboursBfloat16TakesTheNearestAndTheEvenOfEquals() {
    for (int pattern = 0; pattern < 0x7f80; pattern++) {
      float middle = Float.intBitsToFloat((pattern << 16) | 0x8000);
      int even = pattern % 2 == 0 ? pattern : pattern + 1;
      assertBfloat16(middle, even);
      assertBfloat16(Math.nextDown(middle), pattern);
      assertBfloat16(Math.nextUp(middle), pattern + 1);
    }
  }

  @Test
  void nanWhoseUpperBitsAreZeroDoesNotBecomeInfinite() {
    float nan = Float.intBitsToFloat(0x7f800001);
    assertThat(HalfPrecision.fromFloat16(HalfPrecision.toFloat16(nan))).isNaN();
    assertThat(HalfPrecision.fromBfloat16(HalfPrecision.toBfloat16(nan))).isNaN();
  }

  private static void assertFloat16(float value, int expected) {
    assertThat(HalfPrecision.toFloat16(value)).as("%s", value).isEqualTo((short) expected);
    assertThat(HalfPrecision.toFloat16(-value)).isEqualTo((short) (expected | 0x8000));
  }

  private static void assertBfloat16(float value, int expected) {
    assertThat(HalfPrecision.toBfloat16(value)).as("%s", value).isEqualTo((short) expected);
    assertThat(HalfPrecision.toBfloat16(-value)).isEqualTo((short) (expected | 0x8000));
  }

  /** Compares bits, so that negative zero counts, except among NaN. */
  private static void assertSameFloat(float actual, float expected, int pattern) {
    assertThat(Float.floatToIntBits(actual))
        .as("pattern %04x", pattern)
        .isEqualTo(Float.floatToIntBits(expected));
  }
}
