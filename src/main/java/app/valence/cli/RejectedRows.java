package app.valence.cli;

import app.valence.data.reading.RejectedRow;
import java.util.Locale;
import java.util.function.Consumer;

/** Reports the first rows that cannot be used as they come, and counts the others. */
final class RejectedRows implements Consumer<RejectedRow> {
  private static final int SHOWN = 20;

  private final Terminal terminal;
  private long count;

  RejectedRows(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void accept(RejectedRow row) {
    count++;
    if (count <= SHOWN) {
      terminal.warn("line " + row.line() + ": " + row.reason() + ". It is left out.");
    }
  }

  /** How many there were. */
  long count() {
    return count;
  }

  /** Says how many there were, if not all were shown. */
  void tellTotal() {
    if (count > SHOWN) {
      terminal.warn(String.format(Locale.ROOT, "%,d rows were left out altogether.", count));
    }
  }
}
