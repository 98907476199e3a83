package app.valence.ui.controls;

import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Reads numbers as people write them, whatever the window's language: {@code 0.0005}, {@code
 * 0,0005}, {@code 5e-4}, {@code 1 000}, {@code 1.000,5}.
 */
public final class LenientNumber {
  /** What people put between groups of digits besides a point or a comma. */
  private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u2009\\u202f'’_]+");

  private static final Pattern GROUPED = Pattern.compile("[+-]?[1-9]\\d{0,2}([.,]\\d{3})+");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

  private LenientNumber() {}

  /** The number that {@code text} means in {@code locale}; empty if it is none. */
  public static OptionalDouble parse(String text, Locale locale) {
    String plain = SPACES.matcher(text.strip()).replaceAll("").replace('−', '-');
    String number = withPoint(plain, locale);
    return NUMBER.matcher(number).matches()
        ? OptionalDouble.of(Double.parseDouble(number))
        : OptionalDouble.empty();
  }

  private static String withPoint(String text, Locale locale) {
    int point = text.lastIndexOf('.');
    int comma = text.lastIndexOf(',');
    if (point >= 0 && comma >= 0) {
      // The last of the two kinds is the decimal one, in every language.
      return point > comma ? text.replace(",", "") : text.replace(".", "").replace(',', '.');
    }
    char sign = point >= 0 ? '.' : ',';
    if (GROUPED.matcher(text).matches() && isGrouping(sign, text, locale)) {
      return text.replace(String.valueOf(sign), "");
    }
    return text.replace(',', '.');
  }

  /** A single sign before three digits is what the language has it for; several only group. */
  private static boolean isGrouping(char sign, String text, Locale locale) {
    return text.indexOf(sign) != text.lastIndexOf(sign)
        || DecimalFormatSymbols.getInstance(locale).getGroupingSeparator() == sign;
  }
}
