package app.valence.jobs;

import java.util.function.Consumer;

/**
 * What a job is given to work with.
 *
 * @param cancellation the request to stop, to be looked at between units of work
 * @param progress where the job reports how far it is; cheap to call, may be called from any thread
 */
public record JobContext(Cancellation cancellation, Consumer<Progress> progress) {
  /** A context in which nobody cancels and nobody watches. */
  public static JobContext detached() {
    return new JobContext(new Cancellation(), p -> {});
  }
}
