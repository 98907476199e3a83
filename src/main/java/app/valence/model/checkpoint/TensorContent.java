package app.valence.model.checkpoint;

import static app.valence.model.checkpoint.CheckpointException.quote;

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
 * @param content asked once, when this tensor is written: exactly its bytes, little-endian, row by
 *     row, from the buffer's position to its limit
 */
public record TensorContent(
    String name, TensorType type, List<Long> shape, Supplier<ByteBuffer> content) {
  /**
   * Copies the shape, so that it never changes.
   *
   * @throws IllegalArgumentException if no tensor can have this type and shape
   */
  public TensorContent {
    shape = List.copyOf(shape);
    requireSize(name, type, shape);
  }

  /**
   * A tensor of floats, stored as {@code type} and rounded to the nearest number it can hold.
   *
   * @throws IllegalArgumentException if {@code type} is not F32, F16 or BF16
   */
  public static TensorContent floats(
      String name, TensorType type, List<Long> shape, Supplier<FloatBuffer> values) {
    return switch (type) {
      case F32 -> new TensorContent(name, type, shape, () -> float32(values.get()));
      case F16 -> new TensorContent(name, type, shape, () -> float16(values.get()));
      case BF16 -> new TensorContent(name, type, shape, () -> bfloat16(values.get()));
      default -> throw new IllegalArgumentException("Floats cannot be stored as " + type);
    };
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

  private static ByteBuffer float32(FloatBuffer values) {
    ByteBuffer bytes = allocate(values.remaining(), Float.BYTES);
    bytes.asFloatBuffer().put(values.duplicate());
    return bytes;
  }

  private static ByteBuffer float16(FloatBuffer values) {
    ByteBuffer bytes = allocate(values.remaining(), Short.BYTES);
    for (int i = values.position(); i < values.limit(); i++) {
      bytes.putShort(HalfPrecision.toFloat16(values.get(i)));
    }
    return bytes.flip();
  }

  private static ByteBuffer bfloat16(FloatBuffer values) {
    ByteBuffer bytes = allocate(values.remaining(), Short.BYTES);
    for (int i = values.position(); i < values.limit(); i++) {
      bytes.putShort(HalfPrecision.toBfloat16(values.get(i)));
    }
    return bytes.flip();
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
