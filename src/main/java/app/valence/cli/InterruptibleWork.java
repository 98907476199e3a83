package app.valence.cli;

import app.valence.jobs.Cancellation;
import app.valence.jobs.Job;
import app.valence.jobs.JobCancelledException;
import app.valence.jobs.JobContext;
import app.valence.jobs.OnInterrupt;
import java.time.Duration;

/**
 * Runs a command's work so that Ctrl-C asks it to stop.
 *
 * @param stopping what is said when it is asked to stop
 * @param patience how long the program waits for it to stop
 */
record InterruptibleWork(Terminal terminal, String stopping, Duration patience) {
  /** Runs {@code work} to its exit code; all is said before the program may end. */
  int run(Job<Integer> work) throws Exception {
    var cancellation = new Cancellation();
    try (var onInterrupt = new OnInterrupt(() -> stop(cancellation), patience)) {
      return run(work, new JobContext(cancellation, new ProgressLine(terminal)));
    }
  }

  private int run(Job<Integer> work, JobContext context) throws Exception {
    try {
      return work.run(context);
    } catch (JobCancelledException e) {
      return Failures.report(e, terminal);
    } finally {
      terminal.clearPassing();
    }
  }

  private void stop(Cancellation cancellation) {
    terminal.note(stopping);
    cancellation.request("Interrupted.");
  }
}
