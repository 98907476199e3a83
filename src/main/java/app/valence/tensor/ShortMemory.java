package app.valence.tensor;

import com.google.errorprone.annotations.MustBeClosed;

/**
 * A time in which the engine hands memory back to the system as soon as it is free, at some cost of
 * time. It holds for the whole process, and ends when this is closed.
 */
public final class ShortMemory implements AutoCloseable {
  private final boolean wanted;

  private ShortMemory(boolean wanted) {
    this.wanted = wanted;
    if (wanted) {
      NativeEnvironment.giveLargeBlocksBack(true);
    }
  }

  /** Begins such a time if it is {@code wanted}. */
  @MustBeClosed
  public static ShortMemory where(boolean wanted) {
    return new ShortMemory(wanted);
  }

  @Override
  public void close() {
    if (wanted) {
      NativeEnvironment.giveLargeBlocksBack(false);
    }
  }
}
