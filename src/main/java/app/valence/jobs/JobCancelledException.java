package app.valence.jobs;

/** Ends a job that was asked to stop; its message is the reason that was given. */
public final class JobCancelledException extends RuntimeException {
  /** Carries the reason for which the stop was asked. */
  public JobCancelledException(String reason) {
    super(reason);
  }
}
