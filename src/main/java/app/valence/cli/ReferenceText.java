package app.valence.cli;

import app.valence.recipes.Reference;
import app.valence.training.LogRow;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The values that a run came to beside those of a reference, as a table. */
final class ReferenceText {
  private static final String ROW = "  %-28s %14s %14s";

  private ReferenceText() {}

  /** A table of all values of {@code other}, with the last one that {@code log} has of each. */
  static String of(Reference other, List<LogRow> log) {
    Map<String, Double> last = new HashMap<>();
    for (LogRow row : log) {
      last.putAll(row.metrics());
      last.put("epoch", row.epoch());
    }
    String label = other.label().in(Locale.ENGLISH);
    var lines = new StringJoiner("\n");
    lines.add("");
    lines.add("Beside the " + other.source().in(Locale.ENGLISH) + ":");
    lines.add(String.format(Locale.ROOT, ROW, "last value", "this run", label));
    other
        .values()
        .forEach(
            (metric, value) ->
                lines.add(
                    String.format(
                        Locale.ROOT, ROW, metric, number(last.get(metric)), number(value))));
    return lines.toString();
  }

  private static String number(@Nullable Double value) {
    if (value == null) {
      return "-";
    }
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.4g", value);
  }
}
