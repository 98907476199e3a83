package app.valence.ui.jobs;

import app.valence.jobs.Cancellation;
import app.valence.jobs.PauseGate;
import app.valence.jobs.Progress;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** A job as the window shows it. All properties change on the window's thread only. */
public final class RunningJob {
  private final String title;
  private final @Nullable PauseGate gate;
  private final ReadOnlyObjectWrapper<@Nullable Progress> progress = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyBooleanWrapper finished = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper paused = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper stopping = new ReadOnlyBooleanWrapper();
  private volatile @Nullable Cancellation cancellation;

  RunningJob(String title, Optional<PauseGate> gate) {
    this.title = title;
    this.gate = gate.orElse(null);
  }

  void startedWith(Cancellation started) {
    cancellation = started;
  }

  void report(Progress latest) {
    progress.set(latest);
  }

  void finish() {
    finished.set(true);
  }

  /** What the job does, in the window's language. */
  public String title() {
    return title;
  }

  /** How far it is; null before its first report. */
  public ReadOnlyObjectProperty<@Nullable Progress> progressProperty() {
    return progress.getReadOnlyProperty();
  }

  /** Whether it has ended, however it did. */
  public ReadOnlyBooleanProperty finishedProperty() {
    return finished.getReadOnlyProperty();
  }

  /** Whether a person has paused it. */
  public ReadOnlyBooleanProperty pausedProperty() {
    return paused.getReadOnlyProperty();
  }

  /** Whether it was asked to stop and has not ended yet. */
  public ReadOnlyBooleanProperty stoppingProperty() {
    return stopping.getReadOnlyProperty();
  }

  /** Whether it can be paused. */
  public boolean isPausable() {
    return gate != null;
  }

  /** Pauses it before its next unit of work. */
  public void pause() {
    if (gate != null) {
      gate.pause();
      paused.set(true);
    }
  }

  /** Lets it go on. */
  public void proceed() {
    if (gate != null) {
      gate.proceed();
      paused.set(false);
    }
  }

  /** Lets it do one unit of work, and pauses it again. */
  public void step() {
    if (gate != null) {
      gate.step();
      paused.set(true);
    }
  }

  /** Asks it to stop after its present unit of work; the first reason stands. */
  public void stop(String reason) {
    if (cancellation != null && !finished.get()) {
      stopping.set(true);
      requestStop(reason);
    }
  }

  /** The same from any thread, unseen. */
  void requestStop(String reason) {
    Cancellation started = cancellation;
    if (started != null && gate != null) {
      gate.stop(started, reason);
    } else if (started != null) {
      started.request(reason);
    }
  }
}
