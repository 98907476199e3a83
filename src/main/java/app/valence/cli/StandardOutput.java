package app.valence.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** The standard output, which says when its reader has gone. */
final class StandardOutput extends FilterOutputStream {
  StandardOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw named(e);
    }
  }

  /** Systems say it in words only: a broken pipe, or a pipe that is being closed. */
  private static IOException named(IOException failure) {
    String words = String.valueOf(failure.getMessage());
    return words.toLowerCase(Locale.ROOT).contains("pipe")
        ? new OutputClosedException(failure)
        : new IOException("The standard output cannot be written: " + words + ".", failure);
  }
}
