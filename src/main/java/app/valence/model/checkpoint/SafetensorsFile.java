package app.valence.model.checkpoint;

import static app.valence.model.checkpoint.CheckpointException.quote;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An open safetensors file, read piece by piece through one small buffer: however large the file,
 * only what the caller asks for takes memory. For one thread at a time.
 *
 * <p>The file is read, not mapped. On Java 17 a mapping goes away only when the garbage collector
 * finds it: until then Windows would refuse to replace the file, and a file that another program
 * cuts short would end in an error of the virtual machine instead of a {@link CheckpointException}.
 */
public final class SafetensorsFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final long MOST_LONGS = 1 << 24;

  private final Path file;
  private final FileChannel channel;
  private final SafetensorsHeader header;
  private @Nullable ByteBuffer buffer;

  private SafetensorsFile(Path file, FileChannel channel, SafetensorsHeader header) {
    this.file = file;
    this.channel = channel;
    this.header = header;
  }

  /**
   * Opens {@code file} and checks its header.
   *
   * @throws CheckpointException if it does not exist or is not a sound safetensors file
   * @throws IOException if it cannot be read
   */
  @MustBeClosed
  public static SafetensorsFile open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new CheckpointException(
          file, "there is no such file", "Choose a file that ends in .safetensors.");
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new SafetensorsFile(file, channel, SafetensorsHeader.read(file, channel));
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
   */
  public void readFloats(String name, long first, FloatBuffer target) throws IOException {
    TensorEntry entry = readable(name);
    Objects.checkFromIndexSize(first, (long) target.remaining(), entry.elementCount());
    long next = first;
    while (target.hasRemaining()) {
      ByteBuffer bytes = load(entry, next, target.remaining());
      next += bytes.remaining() / entry.type().byteSize(1);
      ElementDecoder.decodeFloats(entry.type(), bytes, target);
    }
  }

  /**
   * The whole tensor, in row-major order; true is 1.
   *
   * @throws CheckpointException if there is no such tensor, its elements are not whole numbers, or
   *     there are more than 16,777,216 of them
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
    while (target.hasRemaining()) {
      ByteBuffer bytes = load(entry, target.position(), target.remaining());
      ElementDecoder.decodeLongs(entry.type(), bytes, target);
    }
    return values;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private TensorEntry readable(String name) throws CheckpointException {
    TensorEntry entry = entry(name);
    if (!entry.type().isReadable()) {
      throw new CheckpointException(
          file,
          "tensor %s has the type %s, which cannot be read".formatted(quote(name), entry.type()),
          "Save the checkpoint as F32, F16 or BF16 first.");
    }
    return entry;
  }

  /** The bytes of up to {@code most} elements from {@code first} on, valid until the next call. */
  private ByteBuffer load(TensorEntry entry, long first, int most) throws IOException {
    ByteBuffer bytes = buffer;
    if (bytes == null) {
      long largest = entries().values().stream().mapToLong(TensorEntry::byteSize).max().orElse(0);
      bytes = ByteBuffer.allocateDirect((int) Math.min(BUFFER_BYTES, largest));
      buffer = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }
    long position = header.dataStart() + entry.begin() + entry.type().byteSize(first);
    int size = (int) Math.min(bytes.capacity(), entry.type().byteSize(most));
    bytes.clear().limit(size - size % (int) entry.type().byteSize(1));
    SafetensorsHeader.readFully(file, channel, position, bytes);
    return bytes;
  }
}
