package app.valence.jobs;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A gate that a loop passes between two steps, and that a person can shut, open, or open for a
 * single step. A requested cancellation opens it, so a paused job can always be stopped. Safe for
 * use by many threads.
 */
public final class PauseGate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean paused;
  private int singleSteps;

  /** Shuts the gate: the loop stops before its next step. */
  public void pause() {
    change(() -> paused = true);
  }

  /** Opens the gate. */
  public void proceed() {
    change(
        () -> {
          paused = false;
          singleSteps = 0;
        });
  }

  /** Shuts the gate and lets one step through. */
  public void step() {
    change(
        () -> {
          paused = true;
          singleSteps++;
        });
  }

  /** Asks through {@code cancellation} for a stop and wakes the loop if it waits here. */
  public void stop(Cancellation cancellation, String reason) {
    change(() -> cancellation.request(reason));
  }

  /** Whether the gate is shut. */
  public boolean isPaused() {
    lock.lock();
    try {
      return paused;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits while the gate is shut and no stop was asked for.
   *
   * @return whether the loop had to wait
   */
  public boolean pass(Cancellation cancellation) {
    boolean waited = false;
    lock.lock();
    try {
      while (paused && singleSteps == 0 && !cancellation.isRequested()) {
        waited = true;
        awaitChange(cancellation);
      }
      if (singleSteps > 0) {
        singleSteps--;
      }
    } finally {
      lock.unlock();
    }
    return waited;
  }

  @SuppressWarnings("WaitNotInLoop") // The loop is in pass().
  private void awaitChange(Cancellation cancellation) {
    try {
      // Bounded, because a stop may be requested without this gate hearing of it.
      var unused = changed.await(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancellation.request("The thread was interrupted.");
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
