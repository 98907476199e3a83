package app.valence.training.loop;

import app.valence.evaluation.ClassificationReport;
import app.valence.tensor.TensorScope;
import app.valence.training.EndReason;
import app.valence.training.RunPlan;
import app.valence.training.TrainingControl;
import app.valence.training.TrainingEvent;
import app.valence.training.TrainingSettings;
import app.valence.training.TrainingState;
import app.valence.training.optimizer.LearningRateSchedule;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A run from its first step to its last: step, log, evaluate, save, until it is done, is stopped,
 * gets no better, or diverges. Everything but parameters and moments is in the state, so a loop
 * over a restored state goes on as if it had never been interrupted.
 */
public final class TrainingLoop {
  /** What the loop works with. */
  public record Work(
      TrainingStep step,
      StepSource examples,
      Optional<Validation> validation,
      CheckpointSink checkpoints) {}

  /** Where the parts of each step come from. */
  public interface StepSource {
    /** The parts of the step that follows on {@code finished} steps. */
    List<LabelledBatch> after(long finished);
  }

  /** Measures the model as it is now. */
  public interface Validation {
    /** Measures on all of the validation data. */
    Measured measure();
  }

  /**
   * What a measurement found.
   *
   * @param metrics by names that begin with {@code eval_}
   * @param report of a classifier
   */
  public record Measured(Map<String, Double> metrics, Optional<ClassificationReport> report) {}

  /** Writes a checkpoint from which the run can be resumed. */
  public interface CheckpointSink {
    /** Writes it and says so. */
    TrainingEvent write() throws IOException;
  }

  private final Work work;
  private final TrainingSettings settings;
  private final RunPlan plan;
  private final RunMeter meter;
  private final TrainingControl control;
  private final TrainingState state;
  private final LearningRateSchedule schedule;
  private final long dropoutSeed;

  /** A loop that goes on with the meter's state. */
  public TrainingLoop(
      Work work, TrainingSettings settings, RunMeter meter, TrainingControl control) {
    this.work = work;
    this.settings = settings;
    this.plan = meter.plan();
    this.meter = meter;
    this.control = control;
    this.state = meter.state();
    this.schedule = settings.optimizer().schedule(plan.totalSteps());
    this.dropoutSeed = new SplittableRandom(settings.seed()).nextLong();
  }

  /**
   * Trains until there is a reason to end; the last checkpoint then is that of the last step.
   *
   * @throws NonFiniteLossException if a loss, a gradient or an evaluation is not a number
   */
  public EndReason run(TensorScope scope) throws IOException {
    boolean saved = state.step() > 0;
    Optional<EndReason> end = reasonToEnd();
    while (end.isEmpty()) {
      takeStep(scope);
      if (isDue(settings.evaluation().loggingSteps())) {
        emit(new TrainingEvent.Logged(meter.logRow()));
      }
      boolean best = work.validation().isPresent() && isDue(evaluationSteps()) && evaluate();
      saved = best || isDue(savingSteps());
      if (saved) {
        save();
      }
      end = reasonToEnd();
    }
    if (!saved) {
      save();
    }
    return end.get();
  }

  /** Looks between two steps whether there is to be another one, and waits first if paused. */
  private Optional<EndReason> reasonToEnd() {
    if (state.step() >= plan.totalSteps()) {
      return Optional.of(EndReason.FINISHED);
    }
    int patience = settings.evaluation().patience();
    if (patience > 0 && state.evaluationsWithoutGain() >= patience) {
      return Optional.of(EndReason.STOPPED_EARLY);
    }
    waitWhilePaused();
    return control.cancellation().isRequested()
        ? Optional.of(EndReason.CANCELLED)
        : Optional.empty();
  }

  private void waitWhilePaused() {
    if (control.gate().isPaused() && !control.cancellation().isRequested()) {
      emit(new TrainingEvent.Paused(state.step()));
      meter.updateClock();
      control.gate().pass(control.cancellation());
      meter.skipPause();
      if (!control.cancellation().isRequested()) {
        emit(new TrainingEvent.Continued(state.step()));
      }
    }
  }

  private void takeStep(TensorScope scope) {
    List<LabelledBatch> batches = work.examples().after(state.step());
    double rate = schedule.at(state.step());
    // Far enough apart that the parts of two steps, which count up from it, never meet.
    long seed = dropoutSeed + (state.step() << 20);
    long started = System.nanoTime();
    try (TensorScope stepScope = scope.open()) {
      var result = work.step().run(stepScope, batches, state.step() + 1, rate, seed);
      meter.add(batches, result, rate, (System.nanoTime() - started) / 1e9);
    }
  }

  private boolean evaluate() {
    Measured measured = work.validation().orElseThrow().measure();
    TrainingEvent.Evaluated event = meter.evaluated(measured, settings.evaluation().bestBy());
    emit(event);
    return event.best();
  }

  private void save() throws IOException {
    meter.updateClock();
    emit(work.checkpoints().write());
  }

  private void emit(TrainingEvent event) {
    control.events().accept(event);
  }

  private long evaluationSteps() {
    return settings.evaluation().stepsBetween(plan);
  }

  private long savingSteps() {
    return settings.saving().stepsBetween(settings.evaluation(), plan);
  }

  private boolean isDue(long everySteps) {
    return state.step() % everySteps == 0 || state.step() == plan.totalSteps();
  }
}
