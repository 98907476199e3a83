package app.valence.jobs;

import java.util.function.Consumer;

/**
 * How a job ended.
 *
 * @param <T> what the job gives when it succeeds
 */
public sealed interface Outcome<T> {
  /** The job did all its work. */
  record Succeeded<T>(T value) implements Outcome<T> {}

  /** The job stopped because it was asked to, for this reason. */
  record Cancelled<T>(String reason) implements Outcome<T> {}

  /** The job failed. */
  record Failed<T>(Throwable cause) implements Outcome<T> {}

  /** Hands the ending to the one of the three listeners that it is for. */
  default void match(
      Consumer<? super T> succeeded, Consumer<Throwable> failed, Consumer<String> cancelled) {
    if (this instanceof Succeeded<T> ending) {
      succeeded.accept(ending.value());
    } else if (this instanceof Failed<T> ending) {
      failed.accept(ending.cause());
    } else if (this instanceof Cancelled<T> ending) {
      cancelled.accept(ending.reason());
    }
  }

  /** Runs {@code job} on the calling thread and turns every ending into an outcome. */
  @SuppressWarnings("CatchAndPrintStackTrace")
  static <T> Outcome<T> of(Job<T> job, JobContext context) {
    try {
      return new Succeeded<>(job.run(context));
    } catch (JobCancelledException e) {
      return new Cancelled<>(String.valueOf(e.getMessage()));
    } catch (Exception | OutOfMemoryError | StackOverflowError | LinkageError e) {
      org.slf4j.LoggerFactory.getLogger(Outcome.class).debug("A job failed", e);
      return new Failed<>(e);
    }
  }
}
