package app.valence.ui.jobs;

/** The thread on which the window's state may change. */
@FunctionalInterface
public interface UiThread {
  /** Runs {@code work} there soon, in the order in which it is handed over; never blocks. */
  void later(Runnable work);
}
