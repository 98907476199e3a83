package app.valence.jobs;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A request to stop a job, which the job honours between two units of its work: a thread inside
 * native code is never interrupted. Safe for use by many threads.
 */
public final class Cancellation {
  private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

  /** Asks the job to stop; the first reason stands. */
  public void request(String why) {
    reason.compareAndSet(null, why);
  }

  /** Whether a stop was asked for. */
  public boolean isRequested() {
    return reason.get() != null;
  }

  /** Why a stop was asked for, if it was. */
  public Optional<String> reason() {
    return Optional.ofNullable(reason.get());
  }

  /**
   * Returns at once unless a stop was asked for.
   *
   * @throws JobCancelledException with the reason, if a stop was asked for
   */
  public void throwIfRequested() {
    String why = reason.get();
    if (why != null) {
      throw new JobCancelledException(why);
    }
  }
}
