package app.valence.model.checkpoint;

import static app.valence.model.checkpoint.CheckpointException.DAMAGED;
import static app.valence.model.checkpoint.CheckpointException.quote;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The header of a safetensors file: eight bytes with its length, then a JSON object. What stands in
 * it has been checked: it describes the rest of the file byte by byte, without holes or overlaps.
 *
 * <p>Accepts nothing that the reference implementation ({@code safetensors/src/tensor.rs}) refuses.
 * Refuses on top of it: keys that come twice, unknown fields, a space before the first brace, more
 * than 64 dimensions, 100,000 tensors or 10,000 entries of metadata, and {@code null} for metadata.
 *
 * @param metadata the free text under {@code __metadata__}
 * @param entries the tensors in the order of their names
 * @param dataStart where the bytes of the tensors begin, counted from the beginning of the file
 */
record SafetensorsHeader(
    Map<String, String> metadata, SortedMap<String, TensorEntry> entries, long dataStart) {
  static final int LENGTH_BYTES = 8;
  static final int LONGEST_HEADER = 100_000_000;
  static final String METADATA = "__metadata__";

  private static final String FOREIGN =
      "It is damaged or something else, such as a Git LFS pointer or a web page: download it again.";
  private static final int MOST_TENSORS = 100_000;
  private static final int MOST_METADATA = 10_000;
  private static final int MOST_DIMENSIONS = 64;

  /**
   * Reads the header of {@code file} through {@code channel}. No more memory is taken than the file
   * has bytes to fill.
   *
   * @throws CheckpointException if the file is not a sound safetensors file
   */
  static SafetensorsHeader read(Path file, FileChannel channel) throws IOException {
    long fileSize = channel.size();
    if (fileSize < LENGTH_BYTES) {
      throw new CheckpointException(
          file,
          "it has " + fileSize + " bytes, fewer than the 8 a safetensors file begins",
          DAMAGED);
    }
    int length = headerLength(file, channel, fileSize - LENGTH_BYTES);
    byte[] json = read(file, channel, LENGTH_BYTES, length).array();
    long dataStart = (long) LENGTH_BYTES + length;
    var metadata = new TreeMap<String, String>();
    List<TensorEntry> tensors =
        StrictJson.read(file, "the header", json, header -> tensors(header, metadata));
    checkLayout(file, tensors, fileSize - dataStart);
    var entries = new TreeMap<String, TensorEntry>();
    tensors.forEach(tensor -> entries.put(tensor.name(), tensor));
    return new SafetensorsHeader(
        Collections.unmodifiableMap(metadata),
        Collections.unmodifiableSortedMap(entries),
        dataStart);
  }

  private static int headerLength(Path file, FileChannel channel, long available)
      throws IOException {
    long length = read(file, channel, 0, LENGTH_BYTES).getLong();
    if (length < 0 || length > LONGEST_HEADER) {
      throw new CheckpointException(
          file,
          "its header claims " + Long.toUnsignedString(length) + " bytes, more than 100,000,000",
          FOREIGN);
    }
    if (length > available) {
      throw new CheckpointException(
          file, "its header claims " + length + " bytes, but " + available + " follow", DAMAGED);
    }
    // Looked at first, so that a large file of another format costs nothing.
    if (length == 0 || read(file, channel, LENGTH_BYTES, 1).get() != '{') {
      throw new CheckpointException(file, "its header does not begin with '{'", FOREIGN);
    }
    return (int) length;
  }

  private static ByteBuffer read(Path file, FileChannel channel, long position, int length)
      throws IOException {
    var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw CheckpointException.shrunk(file);
      }
    }
    return bytes.flip();
  }

  private static List<TensorEntry> tensors(StrictJson json, Map<String, String> metadata)
      throws IOException {
    var tensors = new ArrayList<TensorEntry>();
    while (json.nextField()) {
      if (json.name().equals(METADATA)) {
        metadata.putAll(json.strings(METADATA, MOST_METADATA));
      } else {
        json.expect(tensors.size() < MOST_TENSORS, "has more than " + MOST_TENSORS + " tensors");
        tensors.add(tensor(json));
      }
    }
    return tensors;
  }

  private static TensorEntry tensor(StrictJson json) throws IOException {
    String name = json.name();
    String what = "for tensor " + quote(name);
    json.enterObject(what + " a value");
    @Nullable TensorType type = null;
    long @Nullable [] shape = null;
    long @Nullable [] offsets = null;
    while (json.nextField()) {
      switch (json.name()) {
        case "dtype" -> type = type(json, what);
        case "shape" -> shape = json.counts(what + " a shape", MOST_DIMENSIONS);
        case "data_offsets" -> offsets = json.counts(what + " data_offsets", 2);
        default -> throw json.fault("has " + what + " the unknown field " + quote(json.name()));
      }
    }
    if (type == null || shape == null || offsets == null || offsets.length != 2) {
      throw json.fault("lacks " + what + " the dtype, the shape or two data_offsets");
    }
    return new TensorEntry(
        name, type, Arrays.stream(shape).boxed().toList(), offsets[0], offsets[1]);
  }

  private static TensorType type(StrictJson json, String what) throws IOException {
    String name = json.string(what + " a dtype");
    return TensorType.named(name)
        .orElseThrow(() -> json.fault("has " + what + " the unknown dtype " + quote(name)));
  }

  private static void checkLayout(Path file, List<TensorEntry> tensors, long dataSize)
      throws CheckpointException {
    tensors.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
    long position = 0;
    for (TensorEntry tensor : tensors) {
      String subject = "tensor " + quote(tensor.name());
      if (tensor.end() < tensor.begin()) {
        throw new CheckpointException(file, subject + " ends before it begins", DAMAGED);
      }
      if (tensor.begin() != position) {
        String problem = tensor.begin() < position ? " overlaps another" : " follows a hole";
        throw new CheckpointException(
            file, subject + problem + " at byte " + tensor.begin() + " of the data", DAMAGED);
      }
      checkSize(file, tensor, subject);
      position = tensor.end();
    }
    if (position != dataSize) {
      throw new CheckpointException(
          file, "its tensors take " + position + " bytes, but " + dataSize + " follow", DAMAGED);
    }
  }

  private static void checkSize(Path file, TensorEntry tensor, String subject)
      throws CheckpointException {
    long expected;
    try {
      expected = tensor.type().byteSize(tensor.elementCount());
    } catch (ArithmeticException e) {
      throw new CheckpointException(
          file, subject + " has the impossible shape " + tensor.shape(), DAMAGED);
    }
    if (tensor.byteSize() != expected) {
      throw new CheckpointException(
          file,
          "%s has %d bytes, but %s of shape %s takes %d"
              .formatted(subject, tensor.byteSize(), tensor.type(), tensor.shape(), expected),
          DAMAGED);
    }
  }
}
