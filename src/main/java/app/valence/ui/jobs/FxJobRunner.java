package app.valence.ui.jobs;

import app.valence.jobs.Job;
import app.valence.jobs.JobRunner;
import app.valence.jobs.Outcome;
import app.valence.jobs.PauseGate;
import app.valence.jobs.Progress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * Runs jobs beside the window: their progress and outcome arrive on the window's thread, and the
 * job strip shows all that run.
 */
public final class FxJobRunner {
  private final JobRunner background;
  private final UiThread ui;
  private final ObservableList<RunningJob> running = FXCollections.observableArrayList();

  /** One for all, since listeners on a list of this kind are lost with it. */
  private final ObservableList<RunningJob> readRunning =
      FXCollections.unmodifiableObservableList(running);

  private final ReadOnlyBooleanWrapper training = new ReadOnlyBooleanWrapper();

  /** Runs jobs on {@code background} and reports on {@code ui}. */
  public FxJobRunner(JobRunner background, UiThread ui) {
    this.background = background;
    this.ui = ui;
  }

  /** All jobs whose work goes on, shown or not; guarded by itself. */
  private final Set<RunningJob> working = new HashSet<>();

  /**
   * How a job is shown.
   *
   * @param title what it does, in the window's language
   * @param gate what pauses it, if it can be paused
   * @param quiet whether the job strip leaves it out, being over in a moment
   */
  public record Appearance(String title, Optional<PauseGate> gate, boolean quiet) {
    /** A job in the job strip. */
    public static Appearance shown(String title) {
      return new Appearance(title, Optional.empty(), false);
    }

    /** A job in the job strip that can be paused. */
    public static Appearance pausable(String title, PauseGate gate) {
      return new Appearance(title, Optional.of(gate), false);
    }

    /** A job of a moment, such as scoring what somebody types. */
    public static Appearance quiet(String title) {
      return new Appearance(title, Optional.empty(), true);
    }
  }

  /**
   * Starts {@code job}; call it on the window's thread.
   *
   * @param outcome is told once, on the window's thread, how the job ended
   */
  public <T> RunningJob start(Appearance appearance, Job<T> job, Consumer<Outcome<T>> outcome) {
    var shown = new RunningJob(appearance.title(), appearance.gate());
    if (!appearance.quiet()) {
      running.add(shown);
      updateTraining();
    }
    synchronized (working) {
      working.add(shown);
    }
    var progress = new Latest<Progress>(ui, shown::report);
    shown.startedWith(
        background.start(
            appearance.title(),
            job,
            progress,
            ended -> {
              workEnded(shown);
              ui.later(() -> end(shown, ended, outcome));
            }));
    return shown;
  }

  private void workEnded(RunningJob job) {
    synchronized (working) {
      working.remove(job);
      working.notifyAll();
    }
  }

  /**
   * Stops all jobs and waits until their work has ended, without the window's thread: for the end
   * of the process, when that thread does nothing any more.
   *
   * @param patience how long to wait at the most
   */
  public void stopAllAndWait(String reason, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    synchronized (working) {
      working.forEach(job -> job.requestStop(reason));
      try {
        long left = patience.toMillis();
        while (!working.isEmpty() && left > 0) {
          working.wait(left);
          left = (end - System.nanoTime()) / 1_000_000;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private <T> void end(RunningJob shown, Outcome<T> ended, Consumer<Outcome<T>> outcome) {
    running.remove(shown);
    updateTraining();
    shown.finish();
    outcome.accept(ended);
  }

  private void updateTraining() {
    training.set(running.stream().anyMatch(RunningJob::isPausable));
  }

  /** Whether a job that can be paused runs: the engine trains one model at a time. */
  public ReadOnlyBooleanProperty trainingProperty() {
    return training.getReadOnlyProperty();
  }

  /** The jobs that run and are shown, in the order of their start. */
  public ObservableList<RunningJob> running() {
    return readRunning;
  }

  /** The thread on which outcomes arrive. */
  public UiThread ui() {
    return ui;
  }
}
