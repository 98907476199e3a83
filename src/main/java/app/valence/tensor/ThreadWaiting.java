package app.valence.tensor;

/** What the engine's worker threads do between two operations. */
public enum ThreadWaiting {
  /**
   * Sleep at once. A busy neighbour costs little; on an idle machine each operation wakes the
   * threads anew.
   */
  PASSIVE,
  /** Spin. Fastest on an idle machine; with one other busy process many times slower. */
  ACTIVE
}
