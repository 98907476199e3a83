package app.valence.ui.controls.chart;

import java.util.ArrayList;
import java.util.List;

/** Where an axis has ticks and what they say: steps of 1, 2 or 5, or decades on a log axis. */
final class AxisTicks {
  /** A tick; a minor one has a fainter line and no text. */
  record Tick(double value, String text, boolean major) {}

  private AxisTicks() {}

  /** Ticks within {@code range}, about {@code wanted} of them with a text. */
  static List<Tick> of(AxisScale scale, ValueRange range, int wanted) {
    int count = Math.max(1, wanted);
    return scale == AxisScale.LINEAR ? linear(range, count) : logarithmic(range, count);
  }

  /** The step of 1, 2 or 5 times a power of ten that gives at most {@code wanted} stretches. */
  static double step(double length, int wanted) {
    double rough = length / wanted;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double digit = rough / power;
    double nice = digit <= 1.0000001 ? 1 : digit <= 2.0000001 ? 2 : digit <= 5.0000001 ? 5 : 10;
    return nice * power;
  }

  private static List<Tick> linear(ValueRange range, int wanted) {
    double step = step(range.length(), wanted);
    double largest = Math.max(Math.abs(range.from()), Math.abs(range.to()));
    // A hair of tolerance: the ends are often exact ticks, but for rounding.
    long first = (long) Math.ceil(range.from() / step - 1e-9);
    long last = (long) Math.floor(range.to() / step + 1e-9);
    var ticks = new ArrayList<Tick>();
    for (long i = first; i <= last; i++) {
      double value = i * step;
      ticks.add(new Tick(value, NumberText.tick(value, step, largest), true));
    }
    return ticks;
  }

  private static List<Tick> logarithmic(ValueRange range, int wanted) {
    int low = NumberText.exponent(range.from());
    int high = (int) Math.ceil(Math.log10(range.to()) - 1e-12);
    int every = Math.max(1, (int) Math.ceil((high - low) / (double) wanted));
    boolean fewDecades = Math.log10(range.to() / range.from()) < 2;
    var ticks = new ArrayList<Tick>();
    for (int decade = low; decade <= high; decade++) {
      for (int digit = 1; digit <= (every > 1 ? 1 : 9); digit++) {
        double value = digit * Math.pow(10, decade);
        if (value < range.from() * (1 - 1e-9) || value > range.to() * (1 + 1e-9)) {
          continue;
        }
        boolean major =
            digit == 1
                ? Math.floorMod(decade, every) == 0
                : fewDecades && (digit == 2 || digit == 5);
        ticks.add(new Tick(value, major ? NumberText.compact(value) : "", major));
      }
    }
    boolean readable = ticks.stream().filter(Tick::major).count() >= 2;
    return readable ? ticks : linear(range, wanted);
  }
}
