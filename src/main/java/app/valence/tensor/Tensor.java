package app.valence.tensor;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A native array of 32-bit floats or 64-bit integers. It lives until its {@link TensorScope} is
 * closed, or until it is closed itself.
 */
public final class Tensor implements AutoCloseable {
  private final PtNDArray array;

  Tensor(PtNDArray array) {
    this.array = array;
  }

  PtNDArray array() {
    return array;
  }

  /** The length of each dimension. */
  public long[] shape() {
    return array.getShape().getShape();
  }

  /** The length of one dimension; negative numbers count from the last. */
  public long size(int dimension) {
    long[] shape = shape();
    return shape[dimension < 0 ? shape.length + dimension : dimension];
  }

  /** The number of elements. */
  public long elements() {
    return array.getShape().size();
  }

  /** The only element, of a tensor that has one; waits for the device. */
  public float item() {
    return array.getDataType() == DataType.INT64
        ? (float) array.toLongArray()[0]
        : array.toFloatArray()[0];
  }

  /** A copy of the elements, row by row. */
  public float[] toFloats() {
    return array.toFloatArray();
  }

  /** A copy of the elements, row by row. */
  public long[] toLongs() {
    return array.toLongArray();
  }

  /** The elements' bytes, little-endian: a view of the native memory where that is possible. */
  public ByteBuffer toBytes() {
    return array.toByteBuffer(true).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Overwrites all elements with the remaining ones of {@code values}. */
  public void set(FloatBuffer values) {
    array.set(values);
  }

  /**
   * Marks this tensor as a parameter: gradients can be taken with respect to it. A tensor that is
   * not marked costs nothing in the backward pass.
   */
  public Tensor requireGradient(boolean required) {
    array.setRequiresGradient(required);
    return this;
  }

  /** Moves this tensor into {@code scope}, which from now on closes it. */
  public Tensor moveTo(TensorScope scope) {
    array.detach();
    array.attach(scope.pool());
    return this;
  }

  @Override
  public void close() {
    array.close();
  }
}
