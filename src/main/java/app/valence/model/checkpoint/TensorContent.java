package app.valence.model.checkpoint;

import static app.valence.model.checkpoint.CheckpointException.quote;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.function.Supplier;

/**
 * A tensor to be written.
 *
 * @param name under which it will be found
 * @param type the type of its elements
 * @param shape its dimensions, outermost first; empty for a scalar
 * @param content asked once, when this tensor is written
 */
public record TensorContent(String name, TensorType type, List<Long> shape, Content content) {
  /**
   * The most elements that are converted at once, so that a large tensor needs no second memory.
   */
  private static final int CHUNK = 1 << 15;

  /** What a tensor holds. */
  @FunctionalInterface
  public interface Content {
    /**
     * Gives exactly the tensor's bytes, little-endian, row by row: piece by piece, each from its
     * position to its limit and to be used before the next.
     */
    void writeTo(Sink sink) throws IOException;
  }

  /** Takes up bytes. */
  @FunctionalInterface
  public interface Sink {
    /** Takes up the remaining bytes of {@code piece}. */
    void put(ByteBuffer piece) throws IOException;
  }

  /** Gives floats piece by piece. */
  @FunctionalInterface
  public interface Floats {
    /** Gives all floats, in pieces each to be used before the next. */
    void writeTo(FloatSink sink) throws IOException;
  }

  /** Takes up floats. */
  @FunctionalInterface
  public interface FloatSink {
    /** Takes up the remaining floats of {@code piece}. */
    void put(FloatBuffer piece) throws IOException;
  }

  /**
   * Copies the shape, so that it never changes.
   *
   * @throws IllegalArgumentException if no tensor can have this type and shape
   */
  public TensorContent {
    shape = List.copyOf(shape);
    requireSize(name, type, shape);
  }

  /** A tensor whose bytes come in one piece. */
  public TensorContent(
      String name, TensorType type, List<Long> shape, Supplier<ByteBuffer> content) {
    this(name, type, shape, sink -> sink.put(content.get().duplicate()));
  }

  /**
   * A tensor of floats, stored as {@code type} and rounded to the nearest number it can hold.
   *
   * @throws IllegalArgumentException if {@code type} is not F32, F16 or BF16
   */
  public static TensorContent floats(
      String name, TensorType type, List<Long> shape, Supplier<FloatBuffer> values) {
    return floats(name, type, shape, sink -> sink.put(values.get().duplicate()));
  }

  /** A tensor of floats that come piece by piece, in the same manner. */
  public static TensorContent floats(
      String name, TensorType type, List<Long> shape, Floats values) {
    if (!List.of(TensorType.F32, TensorType.F16, TensorType.BF16).contains(type)) {
      throw new IllegalArgumentException("Floats cannot be stored as " + type);
    }
    return new TensorContent(name, type, shape, sink -> convert(type, values, sink));
  }

  private static void convert(TensorType type, Floats values, Sink sink) throws IOException {
    var bytes = new ByteBuffer[1];
    values.writeTo(
        piece -> {
          while (piece.hasRemaining()) {
            FloatBuffer part = piece.slice(piece.position(), Math.min(CHUNK, piece.remaining()));
            piece.position(piece.position() + part.remaining());
            if (bytes[0] == null || bytes[0].capacity() < Float.BYTES * part.remaining()) {
              bytes[0] = allocate(part.remaining(), Float.BYTES);
            }
            sink.put(convert(type, part, bytes[0].clear()));
          }
        });
  }

  private static ByteBuffer convert(TensorType type, FloatBuffer values, ByteBuffer bytes) {
    if (type == TensorType.F32) {
      bytes.asFloatBuffer().put(values.duplicate());
      return bytes.limit(Float.BYTES * values.remaining());
    }
    for (int i = 0; i < values.limit(); i++) {
      float value = values.get(i);
      bytes.putShort(
          type == TensorType.F16
              ? HalfPrecision.toFloat16(value)
              : HalfPrecision.toBfloat16(value));
    }
    return bytes.flip();
  }

  /** A tensor of whole numbers, stored as I64. */
  public static TensorContent longs(String name, List<Long> shape, Supplier<LongBuffer> values) {
    return new TensorContent(name, TensorType.I64, shape, () -> int64(values.get()));
  }

  /** How many bytes the tensor takes. */
  long byteSize() {
    return type.byteSize(TensorEntry.elementCount(shape));
  }

  private static void requireSize(String name, TensorType type, List<Long> shape) {
    String problem = "Tensor " + quote(name) + " of " + type + " cannot have the shape " + shape;
    if (shape.stream().anyMatch(dimension -> dimension < 0)) {
      throw new IllegalArgumentException(problem);
    }
    try {
      type.byteSize(TensorEntry.elementCount(shape));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(problem, e);
    }
  }

  private static ByteBuffer int64(LongBuffer values) {
    ByteBuffer bytes = allocate(values.remaining(), Long.BYTES);
    bytes.asLongBuffer().put(values.duplicate());
    return bytes;
  }

  private static ByteBuffer allocate(int elements, int size) {
    return ByteBuffer.allocate(Math.multiplyExact(elements, size)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
