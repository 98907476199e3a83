package app.valence.data.reading;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Follows the quotes of delimited text character by character, in step with the record parser, and
 * remembers what the parser does not tell: where an open quote began, which records have text after
 * a closing quote, and how quotes are used.
 */
final class QuoteScan {
  private enum State {
    FIELD_START,
    BARE,
    QUOTED,
    AFTER_QUOTE
  }

  private final char delimiter;
  private final Deque<Long> strayRecords = new ArrayDeque<>();
  private State state = State.FIELD_START;
  private long line = 1;
  private long recordLine = 1;
  private long openedLine;
  private boolean afterReturn;
  private boolean delimiterInField;
  private boolean lineBreakInField;

  private boolean bareQuoteSeen;
  private boolean spillSeen;
  private boolean neededQuoteSeen;

  QuoteScan(char delimiter) {
    this.delimiter = delimiter;
  }

  /** Takes the next characters of the text. */
  void accept(char[] chars, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = chars[i];
      boolean secondOfPair = c == '\n' && afterReturn;
      afterReturn = c == '\r';
      if (!secondOfPair) {
        accept(c);
      }
    }
  }

  private void accept(char c) {
    boolean lineEnd = c == '\n' || c == '\r';
    line += lineEnd ? 1 : 0;
    if (state == State.QUOTED) {
      inQuotes(c, lineEnd);
    } else if (lineEnd) {
      state = State.FIELD_START;
      recordLine = line;
    } else if (c == delimiter) {
      state = State.FIELD_START;
    } else if (c == '"') {
      outsideQuotes();
    } else if (state == State.AFTER_QUOTE) {
      stray();
    } else {
      state = State.BARE;
    }
  }

  private void inQuotes(char c, boolean lineEnd) {
    if (c == '"') {
      state = State.AFTER_QUOTE;
    } else if (lineEnd) {
      lineBreakInField = true;
    } else if (c == delimiter) {
      delimiterInField = true;
    } else {
      return;
    }
    neededQuoteSeen |= lineBreakInField || delimiterInField;
    spillSeen |= lineBreakInField && delimiterInField;
  }

  /** A quote in front of a field opens it; one after a closing quote stands for itself. */
  private void outsideQuotes() {
    switch (state) {
      case FIELD_START -> {
        openedLine = line;
        delimiterInField = false;
        lineBreakInField = false;
        state = State.QUOTED;
      }
      case AFTER_QUOTE -> {
        neededQuoteSeen = true;
        state = State.QUOTED;
      }
      default -> bareQuoteSeen = true;
    }
  }

  private void stray() {
    if (strayRecords.isEmpty() || strayRecords.getLast() != recordLine) {
      strayRecords.add(recordLine);
    }
  }

  /** Whether the text so far ends inside a quoted field. */
  boolean isOpen() {
    return state == State.QUOTED;
  }

  /** The line on which the last quoted field began. */
  long openedLine() {
    return openedLine;
  }

  /**
   * Whether the record that begins on this line has text after a closing quote. To be asked for
   * records in their order.
   */
  boolean takeStray(long record) {
    while (!strayRecords.isEmpty() && strayRecords.getFirst() < record) {
      strayRecords.removeFirst();
    }
    return !strayRecords.isEmpty() && strayRecords.getFirst() == record;
  }

  /** Whether a field has a quote where RFC 4180 allows none. */
  boolean hasMisplacedQuote() {
    return bareQuoteSeen || !strayRecords.isEmpty();
  }

  /** Whether a quoted field holds both a delimiter and a line break, as if it were several rows. */
  boolean hasSpill() {
    return spillSeen;
  }

  /** Whether a quoted field holds something that it could not hold without quotes. */
  boolean hasNeededQuote() {
    return neededQuoteSeen;
  }
}
