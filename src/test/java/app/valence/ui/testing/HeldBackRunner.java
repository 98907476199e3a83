package app.valence.ui.testing;

import app.valence.jobs.Cancellation;
import app.valence.jobs.Job;
import app.valence.jobs.JobContext;
import app.valence.jobs.JobRunner;
import app.valence.jobs.Outcome;
import app.valence.jobs.Progress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Runs each job only when the test says so. */
public final class HeldBackRunner implements JobRunner {
  private final Deque<Runnable> waiting = new ArrayDeque<>();

  @Override
  public <T> Cancellation start(
      String name, Job<T> job, Consumer<Progress> progress, Consumer<Outcome<T>> outcome) {
    var cancellation = new Cancellation();
    var context = new JobContext(cancellation, progress);
    waiting.add(() -> outcome.accept(Outcome.of(job, context)));
    return cancellation;
  }

  /** How many wait. */
  public int started() {
    return waiting.size();
  }

  /** Runs all that wait. */
  public void runAll() {
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }
}
