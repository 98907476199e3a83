package app.valence.model.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads a file through memory maps of a limited size, one after the other, each of which lives only
 * while it is copied.
 *
 * @param file names the file in messages
 * @param channel the file, open for reading
 * @param chunkBytes the most bytes to map at once, at least 8
 */
record MappedChunks(Path file, FileChannel channel, int chunkBytes) {

  /**
   * Fills {@code target} with the little-endian floats that begin at {@code position}.
   *
   * @throws CheckpointException if the file is, or becomes, too short
   */
  void readFloats(long position, FloatBuffer target) throws IOException {
    long size = (long) Float.BYTES * target.remaining();
    forEach(position, size, Float.BYTES, mapping -> mapping.copyTo(target));
  }

  /**
   * Hands copies of the {@code size} bytes that begin at {@code position} to {@code decoder},
   * little-endian and never with a part of an element; it must not keep the buffer.
   *
   * @throws CheckpointException if the file is, or becomes, too short
   */
  void read(long position, long size, int elementBytes, Consumer<ByteBuffer> decoder)
      throws IOException {
    ByteBuffer copy = ByteBuffer.allocate((int) Math.min(chunkBytes, size));
    copy.order(ByteOrder.LITTLE_ENDIAN);
    forEach(
        position,
        size,
        elementBytes,
        mapping -> {
          mapping.copyTo(copy.clear());
          decoder.accept(copy.flip());
        });
  }

  /** Takes what is wanted out of one chunk. */
  @FunctionalInterface
  private interface Reader {
    void read(FileMapping mapping) throws IOException;
  }

  private void forEach(long position, long size, int elementBytes, Reader reader)
      throws IOException {
    long end = position + size;
    int wholeElements = chunkBytes - chunkBytes % elementBytes;
    for (long begin = position; begin < end; begin += wholeElements) {
      long length = Math.min(wholeElements, end - begin);
      try (var mapping = FileMapping.open(file, channel, begin, length)) {
        reader.read(mapping);
      }
    }
  }
}
