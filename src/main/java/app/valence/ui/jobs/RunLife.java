package app.valence.ui.jobs;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Follows a run's job from its start to its end, whoever pauses or stops it. */
public final class RunLife {
  private final ReadOnlyObjectWrapper<RunPhase> phase = new ReadOnlyObjectWrapper<>(RunPhase.IDLE);
  private @Nullable RunningJob job;
  private Subscription subscription = Subscription.EMPTY;
  private boolean training;

  /** What the run does at the moment. */
  public ReadOnlyObjectProperty<RunPhase> phaseProperty() {
    return phase.getReadOnlyProperty();
  }

  /** A job was asked for; it may end before it is known here. */
  public void begin() {
    training = false;
    phase.set(RunPhase.STARTING);
  }

  /** The job that was asked for is this one. */
  public void follow(RunningJob started) {
    if (started.finishedProperty().get()) {
      return;
    }
    job = started;
    subscription =
        started
            .pausedProperty()
            .subscribe(paused -> update())
            .and(started.stoppingProperty().subscribe(stopping -> update()));
  }

  /** The first step is about to be taken. */
  public void trains() {
    training = true;
    update();
  }

  /** The job has ended. */
  public void end() {
    subscription.unsubscribe();
    subscription = Subscription.EMPTY;
    job = null;
    phase.set(RunPhase.IDLE);
  }

  private void update() {
    RunningJob followed = job;
    if (followed != null && followed.stoppingProperty().get()) {
      phase.set(RunPhase.STOPPING);
    } else if (followed != null && followed.pausedProperty().get()) {
      phase.set(RunPhase.PAUSED);
    } else {
      phase.set(training ? RunPhase.RUNNING : RunPhase.STARTING);
    }
  }

  /** Pauses the job, or lets it go on. */
  public void pauseOrProceed() {
    RunningJob followed = job;
    if (followed != null && followed.pausedProperty().get()) {
      followed.proceed();
    } else if (followed != null) {
      followed.pause();
    }
  }

  /** Lets a paused job do one step. */
  public void step() {
    RunningJob followed = job;
    if (followed != null) {
      followed.step();
    }
  }

  /** Asks the job to stop after its step. */
  public void stop(String reason) {
    RunningJob followed = job;
    if (followed != null) {
      followed.stop(reason);
    }
  }
}
