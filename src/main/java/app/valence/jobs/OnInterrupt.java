package app.valence.jobs;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the end of the program from outside (Ctrl-C, a logout) into a request, and holds the end
 * back until the work has been put away, which {@link #close} says. Open it around the work.
 */
public final class OnInterrupt implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OnInterrupt.class);

  private final CountDownLatch putAway = new CountDownLatch(1);
  private final Thread hook;

  /**
   * Listens from now on.
   *
   * @param request asks the work to stop; run on a thread of its own
   * @param patience how long the end is held back at the most
   */
  public OnInterrupt(Runnable request, Duration patience) {
    hook = new Thread(() -> askAndWait(request, patience), "on-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void askAndWait(Runnable request, Duration patience) {
    request.run();
    try {
      // Whether the work ended or the patience, the program now ends.
      var unused = putAway.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets a held-back end go on; otherwise stops listening. */
  @Override
  public void close() {
    putAway.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("The program is ending, and its end was held back until now", e);
    }
  }
}
