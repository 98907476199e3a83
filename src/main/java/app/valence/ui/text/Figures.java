package app.valence.ui.text;

import java.text.NumberFormat;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people of a language read them; what is not known is a dash. */
public final class Figures {
  private static final String UNKNOWN = "–";
  private static final String[] PREFIXES = {"", "K", "M", "G", "T", "P", "E"};
  private static final double THOUSAND = 1_000;
  private static final double MILLION = 1_000_000;

  private static final int SMALLEST_PLAIN = -3;

  private final Locale locale;

  /** Numbers in the language of {@code locale}. */
  public Figures(Locale locale) {
    this.locale = locale;
  }

  /** With so many decimals. */
  public String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return UNKNOWN;
    }
    NumberFormat format = NumberFormat.getInstance(locale);
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    return format.format(value);
  }

  /** With so many digits at the most, in scientific form where it is very small. */
  public String significant(double value, int digits) {
    if (!Double.isFinite(value)) {
      return UNKNOWN;
    } else if (value == 0) {
      return "0";
    }
    int exponent = (int) Math.floor(Math.log10(Math.abs(value)) + 1e-12);
    return exponent < SMALLEST_PLAIN
        ? upTo(value / Math.pow(10, exponent), digits - 1) + "e" + exponent
        : upTo(value, Math.max(0, digits - 1 - exponent));
  }

  private String upTo(double value, int decimals) {
    NumberFormat format = NumberFormat.getInstance(locale);
    format.setMaximumFractionDigits(decimals);
    return format.format(value);
  }

  /** A whole number with groups of digits. */
  public String count(long value) {
    return NumberFormat.getInstance(locale).format(value);
  }

  /** Rounded to a whole number with groups of digits. */
  public String rounded(double value) {
    return fixed(value, 0);
  }

  /** A share from 0 to 1 in percent with one decimal. */
  public String percent(double share) {
    return Double.isFinite(share) ? fixed(100 * share, 1) + "\u00a0%" : UNKNOWN;
  }

  /** Three digits or so and a metric prefix, such as {@code 1.24 T} before {@code FLOP}. */
  public String metric(double value) {
    if (!Double.isFinite(value)) {
      return UNKNOWN;
    }
    double left = value;
    int prefix = 0;
    while (left >= THOUSAND && prefix < PREFIXES.length - 1) {
      left /= THOUSAND;
      prefix++;
    }
    int decimals = prefix == 0 || left >= 100 ? 0 : left >= 10 ? 1 : 2;
    return fixed(left, decimals) + (prefix == 0 ? "" : "\u00a0" + PREFIXES[prefix]);
  }

  /** The size of a file: {@code 12.3 MB}. */
  public String bytes(long bytes) {
    return bytes < MILLION
        ? fixed(bytes / THOUSAND, bytes < 10 * THOUSAND ? 1 : 0) + "\u00a0kB"
        : fixed(bytes / MILLION, 1) + "\u00a0MB";
  }

  /** Minutes and seconds, and hours where there are any: {@code 3:07}, {@code 1:02:00}. */
  public String time(Duration time) {
    long seconds = time.toSeconds();
    long hours = seconds / 3600;
    return hours > 0
        ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, seconds / 60 % 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }

  /** Seconds as {@link #time(Duration)}. */
  public String time(double seconds) {
    return Double.isFinite(seconds) ? time(Duration.ofMillis((long) (1000 * seconds))) : UNKNOWN;
  }
}
