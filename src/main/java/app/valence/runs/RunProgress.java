package app.valence.runs;

import app.valence.jobs.Progress;
import app.valence.training.TrainingEvent;
import java.time.Duration;
import java.util.function.Consumer;

/** Tells how far a run is, by what happens in it. */
public final class RunProgress {
  private static final String STEPS = "steps";
  private static final String SECONDS = "runtime";

  private final Consumer<Progress> progress;
  private long totalSteps;

  /** Tells it to {@code progress}. */
  public RunProgress(Consumer<Progress> progress) {
    this.progress = progress;
  }

  /** A stage begins of which it is not known how long it takes. */
  public void begin(String stage, String unit) {
    progress.accept(new Progress(stage, 0, -1, unit, Duration.ZERO));
  }

  /** Passes on what a part of the work says, under the stage's name. */
  public Consumer<Progress> as(String stage) {
    return part ->
        progress.accept(
            new Progress(stage, part.done(), part.total(), part.unit(), part.elapsed()));
  }

  /** Before training, texts are tokenized; afterwards the model is tested. */
  Consumer<Progress> aroundTraining() {
    return part -> as(totalSteps == 0 ? RunStages.TOKENIZING : RunStages.TESTING).accept(part);
  }

  /** Counts steps, with the time that the run took in all its sittings, pauses left out. */
  public void accept(TrainingEvent event) {
    if (event instanceof TrainingEvent.Started started) {
      totalSteps = started.plan().totalSteps();
      step(started.step(), 0);
    } else if (event instanceof TrainingEvent.Logged logged) {
      step(logged.step(), logged.row().metrics().getOrDefault(SECONDS, 0.0));
    }
  }

  private void step(long step, double seconds) {
    var elapsed = Duration.ofNanos((long) (1e9 * seconds));
    progress.accept(new Progress(RunStages.TRAINING, step, totalSteps, STEPS, elapsed));
  }
}
