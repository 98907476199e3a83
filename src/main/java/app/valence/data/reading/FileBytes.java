package app.valence.data.reading;

import app.valence.data.DataFormatException;
import app.valence.jobs.JobContext;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bytes of a data file: metered as they lie on the disk, and unpacked where they are packed.
 */
final class FileBytes {
  private static final int BUFFER = 1 << 16;

  private FileBytes() {}

  /**
   * Opens {@code file}; its first bytes tell whether it is packed.
   *
   * @throws DataFormatException if it is packed in a way that is not read here, or not as its name
   *     says
   */
  static InputStream open(Path file, String stage, JobContext context) throws IOException {
    var metered = new MeteredStream(Files.newInputStream(file), stage, Files.size(file), context);
    var in = new BufferedInputStream(metered, BUFFER);
    try {
      return unpacked(String.valueOf(file.getFileName()), in);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static InputStream unpacked(String name, InputStream in) throws IOException {
    in.mark(Packing.HEAD_BYTES);
    Packing packing = Packing.of(in.readNBytes(Packing.HEAD_BYTES));
    in.reset();
    if (packing == Packing.GZIP || packing == Packing.XZ) {
      return UnpackedStream.open(name, in, packing);
    }
    if (packing != Packing.NONE) {
      throw new DataFormatException(
          "%s is packed as %s files are, which are not read here. Unpack it, or pack it with gzip or xz."
              .formatted(name, packing.ending()));
    }
    if (Packing.ofName(name).isPresent()) {
      throw new DataFormatException(
          "%s is not packed as its name says: it is empty, damaged or something else. Get it again, or rename it."
              .formatted(name));
    }
    return in;
  }
}
