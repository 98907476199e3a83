package app.valence.tensor;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import com.google.errorprone.annotations.MustBeClosed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * Owns native memory: everything made in a scope, scopes inside it too, is freed when it is closed.
 * A training step has a scope of its own. For use by one thread at a time.
 */
public final class TensorScope implements AutoCloseable {
  private final TensorRuntime runtime;
  private final PtNDManager pool;

  TensorScope(TensorRuntime runtime, PtNDManager pool) {
    this.runtime = runtime;
    this.pool = pool;
  }

  PtNDManager pool() {
    return pool;
  }

  /** The runtime that this scope belongs to. */
  public TensorRuntime runtime() {
    return runtime;
  }

  /** Opens a scope inside this one. */
  @MustBeClosed
  public TensorScope open() {
    return new TensorScope(runtime, pool.newSubManager(pool.getDevice()));
  }

  /** The kernels whose results belong to this scope. */
  public Kernels kernels() {
    return new Kernels(runtime.module(), pool);
  }

  /** The kernels of decoders and adapters whose results belong to this scope. */
  public DecoderKernels decoderKernels() {
    return new DecoderKernels(runtime.module(), pool);
  }

  /** The kernels of training whose results belong to this scope. */
  public TrainingKernels trainingKernels() {
    return new TrainingKernels(runtime.module(), pool);
  }

  /** A tensor of 32-bit floats with a copy of {@code values}, row by row. */
  public Tensor floats(float[] values, long... shape) {
    return floats(FloatBuffer.wrap(values), shape);
  }

  /** A tensor of 32-bit floats with a copy of the remaining {@code values}, row by row. */
  public Tensor floats(FloatBuffer values, long... shape) {
    ByteBuffer bytes = direct(4L * values.remaining());
    bytes.asFloatBuffer().put(values);
    return new Tensor(pool.create(bytes, new Shape(shape), DataType.FLOAT32));
  }

  /**
   * A tensor of 32-bit floats over {@code bytes}, which must be a direct buffer in native order. On
   * the CPU the memory is shared and kept alive, so no float is copied.
   */
  public Tensor floatsOver(ByteBuffer bytes, long... shape) {
    return new Tensor(pool.create(bytes, new Shape(shape), DataType.FLOAT32));
  }

  /** A tensor of 64-bit integers with a copy of {@code values}, row by row. */
  public Tensor longs(long[] values, long... shape) {
    ByteBuffer bytes = direct(8L * values.length);
    bytes.asLongBuffer().put(LongBuffer.wrap(values));
    return new Tensor(pool.create(bytes, new Shape(shape), DataType.INT64));
  }

  /** A tensor of zeros, in memory that the engine owns. */
  public Tensor zeros(long... shape) {
    return new Tensor((PtNDArray) pool.zeros(new Shape(shape), DataType.FLOAT32));
  }

  /** A matrix in bfloat16, whose elements are still to be set. */
  public Tensor halfMatrix(long rows, long columns) {
    return new Tensor(HalfMatrix.empty(runtime.module(), rows, columns, pool));
  }

  private static ByteBuffer direct(long bytes) {
    return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() {
    pool.close();
  }
}
