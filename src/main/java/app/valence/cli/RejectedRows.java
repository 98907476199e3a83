package app.valence.cli;

import app.valence.data.reading.RejectedRow;
import java.util.Locale;
import java.util.function.Consumer;

/** Reports the first rows that cannot be used as they come, and counts the others. */
final class RejectedRows implements Consumer<RejectedRow> {
  private static final int SHOWN = 20;

  private final Terminal terminal;
  private final String file;
  private long count;

  RejectedRows(Terminal terminal, String file) {
    this.terminal = terminal;
    this.file = file;
  }

  @Override
  public void accept(RejectedRow row) {
    count++;
    if (count <= SHOWN) {
      terminal.warn(file + ", line " + row.line() + ": " + row.reason() + ". It is left out.");
    }
  }

  /** How many there were. */
  long count() {
    return count;
  }

  /** Says how many there were, if not all were shown. */
  void tellTotal() {
    if (count > SHOWN) {
      terminal.warn(
          String.format(Locale.ROOT, "%,d rows of %s were left out altogether.", count, file));
    }
  }
}
