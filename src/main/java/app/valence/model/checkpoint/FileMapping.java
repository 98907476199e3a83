package app.valence.model.checkpoint;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a file, mapped into memory to be copied until it is closed.
 *
 * <p>Another program may cut the file short meanwhile, and every access to a lost page then raises
 * a fault. So the bytes are copied in bulk, where the first fault ends it, and never handed out.
 *
 * <p>Java 17 itself unmaps only when the garbage collector finds the buffer, and until then Windows
 * lets nobody replace the file. So the cleaner in the module jdk.unsupported is called; on a Java
 * without it, unmapping is left to the garbage collector.
 */
final class FileMapping implements AutoCloseable {
  private static final Consumer<ByteBuffer> UNMAPPER = unmapper();

  private final Path file;
  private final FileChannel channel;
  private final long end;
  private @Nullable MappedByteBuffer bytes;

  private FileMapping(Path file, FileChannel channel, long end, MappedByteBuffer bytes) {
    this.file = file;
    this.channel = channel;
    this.end = end;
    this.bytes = bytes;
  }

  /**
   * Maps {@code size} bytes, at most 2^31 - 1, from {@code position} on.
   *
   * @param file names the file in messages
   * @throws CheckpointException if the file ends before them
   */
  @MustBeClosed
  static FileMapping open(Path file, FileChannel channel, long position, long size)
      throws IOException {
    long end = position + size;
    requireLength(file, channel, end);
    try {
      return new FileMapping(file, channel, end, channel.map(MapMode.READ_ONLY, position, size));
    } catch (IOException e) {
      // The file may have been cut short since its length was looked at.
      requireLength(file, channel, end);
      throw e;
    }
  }

  /**
   * Puts all the bytes into {@code target}.
   *
   * @throws CheckpointException if the file was cut short meanwhile
   * @throws IllegalStateException if this mapping is closed
   */
  void copyTo(ByteBuffer target) throws IOException {
    copy(target::put);
  }

  /**
   * Puts all the bytes into {@code target} as little-endian floats.
   *
   * @throws CheckpointException if the file was cut short meanwhile
   * @throws IllegalStateException if this mapping is closed
   */
  void copyTo(FloatBuffer target) throws IOException {
    copy(source -> target.put(source.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer()));
  }

  @Override
  public void close() {
    ByteBuffer unmapped = bytes;
    bytes = null;
    if (unmapped != null) {
      UNMAPPER.accept(unmapped);
    }
  }

  private void copy(Consumer<ByteBuffer> copying) throws IOException {
    if (bytes == null) {
      throw new IllegalStateException("The mapping of " + file + " is closed");
    }
    try {
      copying.accept(bytes.duplicate());
      awaitFault();
      // The rest of the last page reads as zeros without a fault.
      requireLength(file, channel, end);
    } catch (InternalError e) {
      CheckpointException shrunk = CheckpointException.shrunk(file);
      shrunk.initCause(e);
      throw shrunk;
    }
  }

  private static void requireLength(Path file, FileChannel channel, long length)
      throws IOException {
    if (channel.size() < length) {
      throw CheckpointException.shrunk(file);
    }
  }

  /**
   * Throws the InternalError that is due after a fault. Java 17 throws it only when compiled code
   * next calls into the virtual machine, which might be anywhere; making nested arrays always does.
   */
  private static void awaitFault() {
    byte[][] unused = new byte[8][8];
  }

  private static Consumer<ByteBuffer> unmapper() {
    try {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field instance = type.getDeclaredField("theUnsafe");
      instance.setAccessible(true);
      Object unsafe = instance.get(null);
      Method cleaner = type.getMethod("invokeCleaner", ByteBuffer.class);
      return buffer -> clean(cleaner, unsafe, buffer);
    } catch (ReflectiveOperationException e) {
      return buffer -> {};
    }
  }

  private static void clean(Method cleaner, @Nullable Object unsafe, ByteBuffer buffer) {
    try {
      cleaner.invoke(unsafe, buffer);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("A mapping cannot be closed", e);
    }
  }
}
