package app.valence.jobs;

import java.util.function.Consumer;

/** Runs jobs, each to exactly one {@link Outcome}. */
public interface JobRunner {
  /**
   * Starts {@code job}.
   *
   * @param name what the job does, for people
   * @param job the work
   * @param progress is told how far the job is, on the job's thread
   * @param outcome is told once how the job ended, on the job's thread
   * @return the switch that asks the job to stop
   */
  <T> Cancellation start(
      String name, Job<T> job, Consumer<Progress> progress, Consumer<Outcome<T>> outcome);
}
