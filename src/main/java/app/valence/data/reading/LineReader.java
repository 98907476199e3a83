package app.valence.data.reading;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Reads lines of a bounded length, so that one endless line cannot fill the memory. */
final class LineReader implements Closeable {
  private final Reader reader;
  private final int longest;
  private final StringBuilder line = new StringBuilder();
  private final char[] block = new char[1 << 16];
  private int position;
  private int limit;
  private long number;
  private boolean afterReturn;
  private boolean tooLong;

  LineReader(Reader reader, int longest) {
    this.reader = reader;
    this.longest = longest;
  }

  /** The next line without its end, cut at the longest length, or null after the last line. */
  @Nullable String next() throws IOException {
    line.setLength(0);
    tooLong = false;
    if (afterReturn && hasMore() && block[position] == '\n') {
      position++;
    }
    afterReturn = false;
    if (!hasMore()) {
      return null;
    }
    number++;
    while (hasMore()) {
      int end = lineEnd();
      append(end);
      position = end;
      if (end < limit) {
        position++;
        afterReturn = block[end] == '\r';
        break;
      }
    }
    return line.toString();
  }

  /** Whether a character is at hand, reading on if need be. */
  private boolean hasMore() throws IOException {
    while (position == limit) {
      int count = reader.read(block, 0, block.length);
      if (count < 0) {
        return false;
      }
      position = 0;
      limit = count;
    }
    return true;
  }

  /** Where in the block the line ends, or where the block does. */
  private int lineEnd() {
    int end = position;
    while (end < limit && block[end] != '\n' && block[end] != '\r') {
      end++;
    }
    return end;
  }

  private void append(int end) {
    int room = longest - line.length();
    line.append(block, position, Math.min(room, end - position));
    tooLong |= end - position > room;
  }

  /** The number of the last line, counted from 1. */
  long number() {
    return number;
  }

  /** Whether the last line was cut. */
  boolean isTooLong() {
    return tooLong;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
