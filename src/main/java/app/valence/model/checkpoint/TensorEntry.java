package app.valence.model.checkpoint;

import java.util.List;

/**
 * What a file says of one of its tensors.
 *
 * @param name the tensor's name, often that of a Hugging Face parameter
 * @param type the type of its elements
 * @param shape its dimensions, outermost first; empty for a scalar
 * @param begin where its bytes begin, counted from the end of the header
 * @param end the position after its last byte
 */
public record TensorEntry(String name, TensorType type, List<Long> shape, long begin, long end) {
  /** Copies the shape, so that an entry never changes. */
  public TensorEntry {
    shape = List.copyOf(shape);
  }

  /**
   * How many elements the tensor has: 1 for a scalar.
   *
   * @throws ArithmeticException if the number overflows, which no entry of an opened file does
   */
  public long elementCount() {
    return elementCount(shape);
  }

  /** How many bytes the tensor takes in its file. */
  public long byteSize() {
    return end - begin;
  }

  static long elementCount(List<Long> shape) {
    long count = 1;
    for (long dimension : shape) {
      count = Math.multiplyExact(count, dimension);
    }
    return count;
  }
}
