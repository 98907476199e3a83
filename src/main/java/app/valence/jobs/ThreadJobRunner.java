package app.valence.jobs;

import java.util.function.Consumer;

/** Runs every job on a daemon thread of its own. */
public final class ThreadJobRunner implements JobRunner {
  @Override
  public <T> Cancellation start(
      String name, Job<T> job, Consumer<Progress> progress, Consumer<Outcome<T>> outcome) {
    var cancellation = new Cancellation();
    var context = new JobContext(cancellation, progress);
    var thread = new Thread(() -> outcome.accept(Outcome.of(job, context)), name);
    thread.setDaemon(true);
    thread.start();
    return cancellation;
  }
}
