package app.valence.model.checkpoint;

import static app.valence.model.checkpoint.CheckpointException.quote;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/**
 * An open safetensors file. Tensors are copied out of memory maps that live only while one is read:
 * what was read stays valid after the file is closed or replaced. For one thread at a time.
 */
public final class SafetensorsFile implements AutoCloseable {
  /** As fast as larger chunks, and copying one never keeps the garbage collector waiting long. */
  private static final int CHUNK_BYTES = 1 << 20;

  private static final long MOST_LONGS = 1 << 24;

  private final Path file;
  private final FileChannel channel;
  private final SafetensorsHeader header;
  private final MappedChunks chunks;

  private SafetensorsFile(
      Path file, FileChannel channel, SafetensorsHeader header, int chunkBytes) {
    this.file = file;
    this.channel = channel;
    this.header = header;
    this.chunks = new MappedChunks(file, channel, chunkBytes);
  }

  /**
   * Opens {@code file} and checks its header.
   *
   * @throws CheckpointException if it does not exist or is not a sound safetensors file
   * @throws IOException if it cannot be read
   */
  @MustBeClosed
  public static SafetensorsFile open(Path file) throws IOException {
    return open(file, CHUNK_BYTES);
  }

  /** Opens {@code file} to be mapped in chunks of up to {@code chunkBytes}, at least 8. */
  @MustBeClosed
  static SafetensorsFile open(Path file, int chunkBytes) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new CheckpointException(
          file, "there is no such file", "Choose a file that ends in .safetensors.");
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new SafetensorsFile(file, channel, SafetensorsHeader.read(file, channel), chunkBytes);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Where the file is. */
  public Path path() {
    return file;
  }

  /** The free text that the file carries, by key; empty if there is none. */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /** The tensors by name, in the order of their names. */
  public SortedMap<String, TensorEntry> entries() {
    return header.entries();
  }

  /**
   * The tensor called {@code name}.
   *
   * @throws CheckpointException if there is none
   */
  public TensorEntry entry(String name) throws CheckpointException {
    TensorEntry entry = entries().get(name);
    if (entry == null) {
      throw new CheckpointException(
          file,
          "it holds no tensor " + quote(name),
          "Check that the checkpoint belongs to this architecture.");
    }
    return entry;
  }

  /**
   * Puts the whole tensor into {@code target}, in row-major order, and moves its position on. F32,
   * F16 and BF16 are exact; F64 and whole numbers above 2^24 become the nearest float; true is 1.
   *
   * @throws CheckpointException if there is no such tensor or its type cannot be read
   * @throws IllegalArgumentException if {@code target} has too little room
   * @throws IllegalStateException if this file is closed
   */
  public void readFloats(String name, FloatBuffer target) throws IOException {
    long count = entry(name).elementCount();
    if (count > target.remaining()) {
      throw new IllegalArgumentException(
          "Tensor %s has %d elements, the target room for %d"
              .formatted(quote(name), count, target.remaining()));
    }
    readFloats(name, 0, target.slice(target.position(), (int) count));
    target.position(target.position() + (int) count);
  }

  /**
   * Fills {@code target} with the elements from {@code first} on: for tensors larger than a buffer
   * can be. Converts as {@link #readFloats(String, FloatBuffer)} does.
   *
   * @throws CheckpointException if there is no such tensor or its type cannot be read
   * @throws IndexOutOfBoundsException if the tensor ends before {@code target} is full
   * @throws IllegalStateException if this file is closed
   */
  public void readFloats(String name, long first, FloatBuffer target) throws IOException {
    TensorEntry entry = readable(name);
    Objects.checkFromIndexSize(first, (long) target.remaining(), entry.elementCount());
    TensorType type = entry.type();
    long position = position(entry, first);
    if (type == TensorType.F32) {
      chunks.readFloats(position, target);
    } else {
      chunks.read(
          position,
          type.byteSize(target.remaining()),
          (int) type.byteSize(1),
          bytes -> ElementDecoder.decodeFloats(type, bytes, target));
    }
  }

  /**
   * The whole tensor, in row-major order; true is 1.
   *
   * @throws CheckpointException if there is no such tensor, its elements are not whole numbers, or
   *     there are more than 16,777,216 of them
   * @throws IllegalStateException if this file is closed
   */
  public long[] readLongs(String name) throws IOException {
    TensorEntry entry = readable(name);
    long count = entry.elementCount();
    if (!entry.type().isWhole() || count > MOST_LONGS) {
      throw new CheckpointException(
          file,
          "tensor %s holds %d elements of type %s".formatted(quote(name), count, entry.type()),
          "Up to 16,777,216 whole numbers were expected: check what the file is for.");
    }
    long[] values = new long[(int) count];
    LongBuffer target = LongBuffer.wrap(values);
    chunks.read(
        position(entry, 0),
        entry.byteSize(),
        (int) entry.type().byteSize(1),
        bytes -> ElementDecoder.decodeLongs(entry.type(), bytes, target));
    return values;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private TensorEntry readable(String name) throws CheckpointException {
    if (!channel.isOpen()) {
      throw new IllegalStateException(file + " is closed: open it again to read from it");
    }
    TensorEntry entry = entry(name);
    if (!entry.type().isReadable()) {
      throw new CheckpointException(
          file,
          "tensor %s has the type %s, which cannot be read".formatted(quote(name), entry.type()),
          "Save the checkpoint as F32, F16 or BF16 first.");
    }
    return entry;
  }

  private long position(TensorEntry entry, long element) {
    return header.dataStart() + entry.begin() + entry.type().byteSize(element);
  }
}
