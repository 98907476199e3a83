package app.valence.jobs;

/**
 * Long work with a result.
 *
 * @param <T> what the job gives when it succeeds
 */
@FunctionalInterface
public interface Job<T> {
  /**
   * Does the work.
   *
   * @throws JobCancelledException if it stopped because it was asked to
   * @throws Exception if it failed; the message says what happened and what to do
   */
  T run(JobContext context) throws Exception;
}
