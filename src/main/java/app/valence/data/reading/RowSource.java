package app.valence.data.reading;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of one file, read one after the other. */
interface RowSource extends Closeable {
  /**
   * The next row, or null after the last one.
   *
   * @throws app.valence.data.DataFormatException if nothing after this point can be read
   */
  @Nullable Row next() throws IOException;
}
