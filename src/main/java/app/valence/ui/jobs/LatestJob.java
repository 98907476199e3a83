package app.valence.ui.jobs;

import app.valence.jobs.Job;
import app.valence.jobs.Outcome;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs one job at a time of a kind where only the newest question matters, such as scoring what is
 * being typed: a question that comes while a job runs waits, replaces the one that waited, and is
 * asked when the job ends. Call everything on the window's thread.
 *
 * @param <T> the type of answer
 */
public final class LatestJob<T> {
  private final FxJobRunner runner;
  private final FxJobRunner.Appearance appearance;
  private boolean running;
  private @Nullable Request<T> waiting;

  private record Request<T>(Job<T> job, Consumer<Outcome<T>> outcome) {}

  /** Runs the jobs on {@code runner}. */
  public LatestJob(FxJobRunner runner, FxJobRunner.Appearance appearance) {
    this.runner = runner;
    this.appearance = appearance;
  }

  /** Asks {@code job} now, or when the one that runs has ended. */
  public void ask(Job<T> job, Consumer<Outcome<T>> outcome) {
    var request = new Request<>(job, outcome);
    if (running) {
      waiting = request;
    } else {
      start(request);
    }
  }

  private void start(Request<T> request) {
    running = true;
    runner.start(
        appearance,
        request.job,
        ended -> {
          running = false;
          Request<T> next = waiting;
          waiting = null;
          if (next == null) {
            request.outcome.accept(ended);
          } else {
            start(next);
          }
        });
  }
}
