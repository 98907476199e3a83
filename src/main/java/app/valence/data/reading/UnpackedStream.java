package app.valence.data.reading;

import app.valence.data.DataFormatException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZIOException;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks gzip and xz in bounded memory. It counts lines, so that a message about a damaged file
 * can say how far it was readable.
 */
final class UnpackedStream extends FilterInputStream {
  /** Four times what {@code xz -9} needs. */
  private static final int MEMORY_KIB = 256 << 10;

  private static final int BUFFER = 1 << 16;

  private final String file;
  private long lines;

  private UnpackedStream(String file, InputStream unpacked) {
    super(unpacked);
    this.file = file;
  }

  /** Begins to unpack {@code in}, which holds {@code packing}, gzip or xz. */
  static InputStream open(String file, InputStream in, Packing packing) throws IOException {
    try {
      return new UnpackedStream(
          file,
          packing == Packing.XZ
              ? new XZInputStream(in, MEMORY_KIB)
              : new GZIPInputStream(in, BUFFER));
    } catch (IOException e) {
      throw worded(file, 0, e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      int count = super.read(target, offset, length);
      for (int i = offset; i < offset + count; i++) {
        lines += target[i] == '\n' ? 1 : 0;
      }
      return count;
    } catch (IOException e) {
      throw worded(file, lines, e);
    }
  }

  /** What {@code failure} means for the user; failures of the disk stay as they are. */
  private static IOException worded(String file, long lines, IOException failure) {
    String place = String.format(Locale.ROOT, "%s, line %,d", file, lines + 1);
    if (failure instanceof EOFException) {
      return new DataFormatException(
          place + ": the file ends here before it is complete. Get it again.", failure);
    } else if (failure instanceof MemoryLimitException limit) {
      return new DataFormatException(
          String.format(
              Locale.ROOT,
              "%s: unpacking needs %,d MiB of memory, and %,d are allowed. Pack it anew with xz -9"
                  + " or less.",
              file,
              limit.getMemoryNeeded() >> 10,
              MEMORY_KIB >> 10),
          failure);
    } else if (failure instanceof UnsupportedOptionsException) {
      return new DataFormatException(
          "%s is packed in a way of xz that is not read here (%s). Unpack it, or pack it anew with xz or gzip."
              .formatted(file, failure.getMessage()),
          failure);
    } else if (failure instanceof XZIOException || failure instanceof ZipException) {
      return new DataFormatException(
          place + ": the packed file is damaged from here on. Get it again.", failure);
    }
    return failure;
  }
}
