package app.valence.ui.training;

import app.valence.ui.jobs.RunningJob;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Follows a run's job from its start to its end, whoever pauses or stops it. */
final class RunLife {
  private final ReadOnlyObjectWrapper<RunPhase> phase = new ReadOnlyObjectWrapper<>(RunPhase.IDLE);
  private @Nullable RunningJob job;
  private Subscription subscription = Subscription.EMPTY;
  private boolean training;

  ReadOnlyObjectProperty<RunPhase> phaseProperty() {
    return phase.getReadOnlyProperty();
  }

  /** A job was asked for; it may end before it is known here. */
  void begin() {
    training = false;
    phase.set(RunPhase.STARTING);
  }

  void follow(RunningJob started) {
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
  void trains() {
    training = true;
    update();
  }

  void end() {
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

  void pauseOrProceed() {
    RunningJob followed = job;
    if (followed != null && followed.pausedProperty().get()) {
      followed.proceed();
    } else if (followed != null) {
      followed.pause();
    }
  }

  void step() {
    RunningJob followed = job;
    if (followed != null) {
      followed.step();
    }
  }

  void stop(String reason) {
    RunningJob followed = job;
    if (followed != null) {
      followed.stop(reason);
    }
  }
}
