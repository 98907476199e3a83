package app.valence.jobs;

import java.util.function.Consumer;

/** Runs every job at once on the calling thread: for tests and for the command line. */
public final class DirectJobRunner implements JobRunner {
  @Override
  public <T> Cancellation start(
      String name, Job<T> job, Consumer<Progress> progress, Consumer<Outcome<T>> outcome) {
    var cancellation = new Cancellation();
    outcome.accept(Outcome.of(job, new JobContext(cancellation, progress)));
    return cancellation;
  }
}
