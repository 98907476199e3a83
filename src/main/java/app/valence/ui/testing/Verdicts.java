package app.valence.ui.testing;

import java.util.Locale;

/** How verdicts look: an icon and a colour, always beside words. */
final class Verdicts {
  private Verdicts() {}

  static String icon(Verdict verdict) {
    return switch (verdict) {
      case RIGHT -> "mdal-check_circle";
      case WRONG -> "mdal-highlight_off";
      case UNKNOWN -> "mdal-help_outline";
    };
  }

  static String styleClass(Verdict verdict) {
    return "verdict-" + verdict.name().toLowerCase(Locale.ROOT);
  }
}
