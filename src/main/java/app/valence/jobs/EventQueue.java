package app.valence.jobs;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to a listener on a thread of its own, in the order in which they came, so that slow
 * listeners (files, terminals) stay off the path of the thread that emits them. A listener that
 * throws is logged once and goes on getting events. {@link #close} waits until all are delivered.
 *
 * @param <E> the type of event
 */
public final class EventQueue<E> implements Consumer<E>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);
  private static final Object END = new Object();

  private final LinkedBlockingQueue<Object> queue = new LinkedBlockingQueue<>();
  private final Consumer<? super E> listener;
  private final Thread thread;
  private @Nullable RuntimeException firstFailure;

  /** Starts the delivering thread, named {@code name}. */
  public EventQueue(String name, Consumer<? super E> listener) {
    this.listener = listener;
    this.thread = new Thread(this::deliver, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Queues {@code event} and returns at once. */
  @Override
  public void accept(E event) {
    if (event == null) {
      throw new IllegalArgumentException("An event must not be null");
    }
    queue.add(event);
  }

  /** Waits until everything queued so far is delivered, and ends the thread. */
  @Override
  public void close() {
    queue.add(END);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("unchecked") // Only accept(E) and close() put anything into the queue.
  private void deliver() {
    while (true) {
      try {
        Object event = queue.take();
        if (event == END) {
          return;
        }
        listener.accept((E) event);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        if (firstFailure == null) {
          firstFailure = e;
          LOG.error("A listener failed and goes on: {}", e.getMessage(), e);
        }
      }
    }
  }
}
