package app.valence.tensor;

/**
 * How the engine is started. What is read only once a process (the waiting of threads) is fixed by
 * the first start.
 *
 * @param device where to compute
 * @param threads worker threads for one operation, or 0 for one a physical core
 * @param waiting what idle worker threads do between two operations
 */
public record RuntimeOptions(Device device, int threads, ThreadWaiting waiting) {
  /** The device that is there, all cores, and threads that leave idle cores to other programs. */
  public static final RuntimeOptions DEFAULTS =
      new RuntimeOptions(Device.AUTO, 0, ThreadWaiting.PASSIVE);

  /** Checks the number of threads. */
  public RuntimeOptions {
    if (threads < 0 || threads > 1024) {
      throw new IllegalArgumentException(
          "The number of threads must be between 0 (all cores) and 1024, not " + threads + ".");
    }
  }
}
