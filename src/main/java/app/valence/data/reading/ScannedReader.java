package app.valence.data.reading;

import app.valence.data.DataFormatException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Shows every character to a {@link QuoteScan} and refuses a text that ends inside a quote. */
final class ScannedReader extends FilterReader {
  private final String file;
  private final QuoteScan scan;

  ScannedReader(String file, Reader in, QuoteScan scan) {
    super(in);
    this.file = file;
    this.scan = scan;
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    if (count > 0) {
      scan.accept(target, offset, offset + count);
    } else if (count < 0 && scan.isOpen()) {
      throw new DataFormatException(
          "%s, line %d: the quote that opens here is never closed, so everything after it would be one field. Close it, or double the quotes inside the field."
              .formatted(file, scan.openedLine()));
    }
    return count;
  }
}
