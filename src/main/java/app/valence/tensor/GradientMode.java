package app.valence.tensor;

import ai.djl.pytorch.jni.JniUtils;
import com.google.errorprone.annotations.MustBeClosed;

/**
 * Whether operations of the calling thread are recorded for a backward pass. The engine keeps this
 * switch a thread, and leaves it off on the thread that loaded it and on for every other, so code
 * that trains or predicts says which it wants.
 */
public final class GradientMode implements AutoCloseable {
  private final boolean before;

  private GradientMode(boolean wanted) {
    before = JniUtils.isGradMode();
    JniUtils.setGradMode(wanted);
    // A thread's setting too. The profiling executor gains nothing here and warms up for long.
    JniUtils.setGraphExecutorOptimize(false);
  }

  /** Records operations on this thread until closed. */
  @MustBeClosed
  public static GradientMode on() {
    return new GradientMode(true);
  }

  /** Records nothing on this thread until closed. */
  @MustBeClosed
  public static GradientMode off() {
    return new GradientMode(false);
  }

  @Override
  public void close() {
    JniUtils.setGradMode(before);
  }
}
