package app.valence.data.reading;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Reads lines of a bounded length, so that one endless line cannot fill the memory. */
final class LineReader implements Closeable {
  private final BufferedReader reader;
  private final int longest;
  private final StringBuilder line = new StringBuilder();
  private long number;
  private boolean afterReturn;
  private boolean tooLong;

  LineReader(Reader reader, int longest) {
    this.reader = new BufferedReader(reader, 1 << 16);
    this.longest = longest;
  }

  /** The next line without its end, cut at the longest length, or null after the last line. */
  @Nullable String next() throws IOException {
    line.setLength(0);
    tooLong = false;
    int c = reader.read();
    if (afterReturn && c == '\n') {
      c = reader.read();
    }
    if (c < 0) {
      return null;
    }
    number++;
    while (c >= 0 && c != '\n' && c != '\r') {
      if (line.length() < longest) {
        line.append((char) c);
      } else {
        tooLong = true;
      }
      c = reader.read();
    }
    afterReturn = c == '\r';
    return line.toString();
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
