package app.valence.tensor;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;

/**
 * A matrix in bfloat16, held by the engine's handle of a value and never as an array of DJL's: that
 * would ask for its type, of which DJL knows nothing, and end the program. Kernels alone read it.
 */
final class HalfMatrix implements AutoCloseable {
  private final TorchScriptModule module;
  private final IValue value;
  private final long rows;
  private final long columns;
  private PtNDManager pool;

  /** Takes over {@code value}, which belongs to {@code pool} from now on. */
  private HalfMatrix(
      TorchScriptModule module, IValue value, long rows, long columns, PtNDManager pool) {
    this.module = module;
    this.value = value;
    this.rows = rows;
    this.columns = columns;
    this.pool = pool;
    pool.attachInternal(value.getUid(), value);
  }

  /** A matrix whose elements are still to be set. */
  static HalfMatrix empty(TorchScriptModule module, long rows, long columns, PtNDManager pool) {
    try (PtNDArray like = (PtNDArray) pool.zeros(new Shape(1))) {
      IValue value = module.call("half_empty", new Tensor(like), rows, columns);
      return new HalfMatrix(module, value, rows, columns, pool);
    }
  }

  /** The same memory as a matrix with rows for columns, which belongs to {@code other}. */
  HalfMatrix transposed(PtNDManager other) {
    IValue view = module.call("transpose", new Tensor(this));
    return new HalfMatrix(module, view, columns, rows, other);
  }

  IValue value() {
    return value;
  }

  long[] shape() {
    return new long[] {rows, columns};
  }

  /** Rounds {@code values} into the elements from {@code first} on. */
  void set(long first, PtNDArray values) {
    module.call("half_set", new Tensor(this), first, new Tensor(values)).close();
  }

  /** A copy in 32 bits, to be closed by the caller. */
  PtNDArray toFull() {
    try (IValue full = module.call("half_to_full", new Tensor(this))) {
      return full.toTensor(pool);
    }
  }

  PtNDManager pool() {
    return pool;
  }

  void moveTo(PtNDManager other) {
    pool.detachInternal(value.getUid());
    pool = other;
    other.attachInternal(value.getUid(), value);
  }

  @Override
  public void close() {
    pool.detachInternal(value.getUid());
    value.close();
  }
}
