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

  /** Checks the number of threads: with far more than there are cores the engine crashes. */
  public RuntimeOptions {
    int most = mostThreads();
    if (threads < 0 || threads > most) {
      throw new IllegalArgumentException(
          "The number of threads must be between 0 (the engine's own number) and %d on this machine, and is %d."
              .formatted(most, threads));
    }
  }

  /**
   * Options with as many of {@code threads} as this machine allows, so that settings of another
   * machine still start.
   */
  public static RuntimeOptions within(Device device, int threads) {
    return new RuntimeOptions(
        device, Math.max(0, Math.min(threads, mostThreads())), ThreadWaiting.PASSIVE);
  }

  /** The most threads that may be asked for on this machine. */
  public static int mostThreads() {
    int processors = Runtime.getRuntime().availableProcessors();
    return Math.max(processors, Math.min(128, Math.max(16, 4 * processors)));
  }
}
