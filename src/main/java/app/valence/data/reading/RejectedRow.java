package app.valence.data.reading;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A row that cannot be used.
 *
 * @param line the line on which the row begins, counted from 1
 * @param reason why, in words for the user
 */
public record RejectedRow(long line, String reason) implements Row {
  static final String EMPTY_TEXT = "the text is empty";
  static final String EMPTY_LINE = "the line is empty";

  private static final int SHOWN = 5;

  /** Whether the row has nothing to read in it, so that nothing is lost when it is left out. */
  public boolean isBlank() {
    return reason.equals(EMPTY_TEXT) || reason.equals(EMPTY_LINE);
  }

  /** Says how many rows of a file were left out, and why the first ones were. */
  public static String describe(String file, List<RejectedRow> rows) {
    String shown =
        rows.stream()
            .limit(SHOWN)
            .map(row -> "line " + row.line() + ": " + row.reason())
            .collect(Collectors.joining("; "));
    return String.format(
        Locale.ROOT,
        "%,d row%s of %s cannot be used and %s left out (%s%s).",
        rows.size(),
        rows.size() == 1 ? "" : "s",
        file,
        rows.size() == 1 ? "is" : "are",
        shown,
        rows.size() > SHOWN ? "; …" : "");
  }
}
