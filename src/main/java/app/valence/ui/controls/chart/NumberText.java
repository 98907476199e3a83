package app.valence.ui.controls.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as a chart writes them, the same in every language: 0.25, 1.2k, 3.4M, 5e-5. */
final class NumberText {
  private static final String[] SUFFIXES = {"", "k", "M", "G", "T"};
  private static final double SMALL = 1e-3;
  private static final double LARGE = 1e4;
  private static final double HUGE = 1e15;

  private NumberText() {}

  /** A value to be read exactly: four digits, whole numbers in full up to a million. */
  static String value(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e6) {
      return Long.toString((long) value);
    }
    if (size < SMALL || size >= HUGE) {
      return scientific(value, 4);
    }
    if (size < LARGE) {
      int decimals = Math.min(6, Math.max(0, 3 - exponent(size)));
      return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }
    return suffixed(value, 4);
  }

  /** A value as short as can be, for a tick of its own such as a decade. */
  static String compact(double value) {
    double size = Math.abs(value);
    if (value != 0 && (size < SMALL || size >= HUGE)) {
      return scientific(value, 4);
    }
    return size < LARGE ? plain(round(value, 6)) : suffixed(value, 4);
  }

  /**
   * A value on an axis whose ticks are {@code step} apart and reach {@code largest}, with as many
   * decimals as the step needs, so that all labels of the axis line up.
   */
  static String tick(double value, double step, double largest) {
    if (largest < SMALL || largest >= HUGE) {
      return value == 0
          ? "0"
          : scientific(value, Math.max(1, exponent(largest) - exponent(step) + 1));
    }
    int unit = largest < LARGE ? 0 : exponent(largest) / 3;
    double scale = Math.pow(1000, unit);
    int decimals = Math.max(0, -exponent(step / scale * 1.0000001));
    BigDecimal rounded =
        BigDecimal.valueOf(value / scale).setScale(decimals, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.toPlainString() + SUFFIXES[unit];
  }

  private static String suffixed(double value, int digits) {
    BigDecimal rounded = round(value, digits);
    int unit = Math.min(SUFFIXES.length - 1, exponent(rounded.abs().doubleValue()) / 3);
    return plain(rounded.movePointLeft(3 * unit)) + SUFFIXES[unit];
  }

  private static String scientific(double value, int digits) {
    BigDecimal rounded = round(value, digits);
    if (rounded.signum() == 0) {
      return "0";
    }
    int exponent = rounded.precision() - rounded.scale() - 1;
    return plain(rounded.movePointLeft(exponent)) + "e" + exponent;
  }

  private static BigDecimal round(double value, int digits) {
    return BigDecimal.valueOf(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** The power of ten of the first digit. */
  static int exponent(double size) {
    return size == 0 ? 0 : (int) Math.floor(Math.log10(size) + 1e-12);
  }
}
