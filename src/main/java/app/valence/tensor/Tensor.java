package app.valence.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A native array of 32-bit floats or 64-bit integers, or a matrix in bfloat16 that kernels read and
 * nothing learns. It lives until its {@link TensorScope} is closed, or until it is closed itself.
 */
public final class Tensor implements AutoCloseable {
  /** The most elements that are copied at once, so that a large tensor needs no second memory. */
  private static final int CHUNK = 1 << 20;

  /** One a thread and used again: Java frees such memory late, and a model has many tensors. */
  private static final ThreadLocal<ByteBuffer> COPYING =
      ThreadLocal.withInitial(
          () -> ByteBuffer.allocateDirect(Float.BYTES * CHUNK).order(ByteOrder.nativeOrder()));

  private final @Nullable PtNDArray full;
  private final @Nullable HalfMatrix half;

  Tensor(PtNDArray array) {
    this.full = array;
    this.half = null;
  }

  Tensor(HalfMatrix half) {
    this.full = null;
    this.half = half;
  }

  PtNDArray array() {
    if (full == null) {
      throw new IllegalStateException("A matrix in bfloat16 is for kernels only.");
    }
    return full;
  }

  @Nullable HalfMatrix half() {
    return half;
  }

  /** Whether this is a matrix in bfloat16. */
  public boolean isHalf() {
    return half != null;
  }

  /** The length of each dimension. */
  public long[] shape() {
    return half == null ? array().getShape().getShape() : half.shape();
  }

  /** The length of one dimension; negative numbers count from the last. */
  public long size(int dimension) {
    long[] shape = shape();
    return shape[dimension < 0 ? shape.length + dimension : dimension];
  }

  /** The number of elements. */
  public long elements() {
    return Arrays.stream(shape()).reduce(1, Math::multiplyExact);
  }

  /** The only element, of a tensor that has one; waits for the device. */
  public float item() {
    return array().getDataType() == DataType.INT64
        ? (float) array().toLongArray()[0]
        : array().toFloatArray()[0];
  }

  /** A copy of the elements, row by row. */
  public float[] toFloats() {
    if (half == null) {
      return array().toFloatArray();
    }
    try (PtNDArray copy = half.toFull()) {
      return copy.toFloatArray();
    }
  }

  /** A copy of the elements, row by row. */
  public long[] toLongs() {
    return array().toLongArray();
  }

  /**
   * The elements from {@code first} on, at most a million, row by row: a view of the native memory
   * where that is possible, which holds until this is closed.
   */
  public FloatBuffer read(long first) {
    long end = Math.min(elements(), first + CHUNK);
    PtNDManager pool = array().getManager();
    try (var off = GradientMode.off();
        NDArray flat = array().reshape(-1);
        PtNDArray part =
            JniUtils.index(
                (PtNDArray) flat, new long[] {first}, new long[] {end}, new long[] {1}, pool)) {
      return part.toByteBuffer(true).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
  }

  /**
   * Overwrites all elements with the remaining ones of {@code values}.
   *
   * @throws IllegalArgumentException if these are fewer or more
   */
  public void set(FloatBuffer values) {
    if (values.remaining() != elements()) {
      throw new IllegalArgumentException(
          "A tensor of %d elements cannot be set to %d values."
              .formatted(elements(), values.remaining()));
    }
    set(0, values);
  }

  /** Overwrites as many elements, from {@code first} on, as {@code values} has remaining. */
  public void set(long first, FloatBuffer values) {
    FloatBuffer source = values.duplicate();
    try (var off = GradientMode.off()) {
      for (long at = first; source.hasRemaining(); ) {
        int count = Math.min(CHUNK, source.remaining());
        copy(at, source.slice(source.position(), count));
        source.position(source.position() + count);
        at += count;
      }
    }
  }

  /** By a copy: DJL's own way would make Java's memory that of the tensor. */
  private void copy(long first, FloatBuffer values) {
    int count = values.remaining();
    ByteBuffer bytes = COPYING.get().slice(0, Float.BYTES * count).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(values);
    PtNDManager pool = half == null ? array().getManager() : half.pool();
    try (PtNDArray source = pool.create(bytes, new Shape(count), DataType.FLOAT32)) {
      if (half == null) {
        try (NDArray flat = array().reshape(-1)) {
          long[] end = {first + count};
          JniUtils.indexSet((PtNDArray) flat, source, new long[] {first}, end, new long[] {1});
        }
      } else {
        half.set(first, source);
      }
    }
  }

  /**
   * Marks this tensor as a parameter: gradients can be taken with respect to it. A tensor that is
   * not marked costs nothing in the backward pass.
   */
  public Tensor requireGradient(boolean required) {
    if (half == null) {
      array().setRequiresGradient(required);
    } else if (required) {
      throw new IllegalStateException("A matrix in bfloat16 cannot learn: steps would be lost.");
    }
    return this;
  }

  /** Moves this tensor into {@code scope}, which from now on closes it. */
  public Tensor moveTo(TensorScope scope) {
    if (half == null) {
      array().detach();
      array().attach(scope.pool());
    } else {
      half.moveTo(scope.pool());
    }
    return this;
  }

  @Override
  public void close() {
    if (half == null) {
      array().close();
    } else {
      half.close();
    }
  }
}
