package app.valence.jobs;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Threads that share the work on a stream of items, while the owner goes on making items. Only a
 * few items wait at a time, so that a fast owner does not fill the memory. The first failure of a
 * worker comes out of the owner's next call.
 *
 * <p>To be used by one thread, the owner.
 */
public final class Workers implements AutoCloseable {
  private static final int WAITING_FOR_EACH = 4;

  private final ExecutorService threads;
  private final Queue<Future<?>> pending = new ArrayDeque<>();
  private final int most;

  /**
   * Starts workers.
   *
   * @param count how many
   * @param name what the threads are called
   */
  public Workers(int count, String name) {
    this.most = count * (1 + WAITING_FOR_EACH);
    this.threads =
        Executors.newFixedThreadPool(
            count,
            work -> {
              var thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** As many workers as the machine has processors. */
  public static Workers onAllProcessors(String name) {
    return new Workers(Runtime.getRuntime().availableProcessors(), name);
  }

  /** Has {@code work} done on {@code item}; waits while many items are waiting. */
  public <T> void submit(T item, Consumer<? super T> work) {
    if (pending.size() >= most) {
      finish(pending.remove());
    }
    pending.add(threads.submit(() -> work.accept(item)));
  }

  /** Waits until everything that was submitted is done. */
  public void await() {
    while (!pending.isEmpty()) {
      finish(pending.remove());
    }
  }

  private static void finish(Future<?> work) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          work.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw asItWas(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The worker's own failure, which can be nothing checked. */
  private static RuntimeException asItWas(ExecutionException failure) {
    if (failure.getCause() instanceof Error error) {
      throw error;
    }
    return failure.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException(failure);
  }

  /** Lets work that was begun end, drops what waits, and ends the threads. */
  @Override
  public void close() {
    pending.forEach(work -> work.cancel(false));
    pending.clear();
    threads.shutdown();
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        // Workers may use native memory that the owner frees next.
        var unused = threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
