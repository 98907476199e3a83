package app.valence.training.loop;

import app.valence.evaluation.ModelEvaluator.Evaluation;
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
import java.util.Optional;

/**
 * A run from its first step to its last: step, log, evaluate, save, until it is done, is stopped,
 * gets no better, or diverges. Everything but parameters and moments is in the state, so a loop
 * over a restored state goes on as if it had never been interrupted.
 */
final class TrainingLoop {
  /** What the loop works with. */
  record Work(
      TrainingStep step,
      TrainingExamples examples,
      Optional<Validation> validation,
      CheckpointSink checkpoints) {}

  /** Measures the model as it is now. */
  interface Validation {
    Evaluation evaluate();
  }

  /** Writes a checkpoint from which the run can be resumed. */
  interface CheckpointSink {
    TrainingEvent write() throws IOException;
  }

  private final Work work;
  private final TrainingSettings settings;
  private final RunPlan plan;
  private final RunMeter meter;
  private final TrainingControl control;
  private final TrainingState state;
  private final LearningRateSchedule schedule;

  TrainingLoop(Work work, TrainingSettings settings, RunMeter meter, TrainingControl control) {
    this.work = work;
    this.settings = settings;
    this.plan = meter.plan();
    this.meter = meter;
    this.control = control;
    this.state = meter.state();
    this.schedule = settings.optimizer().schedule(plan.totalSteps());
  }

  /** Trains until there is a reason to end; the last checkpoint then is that of the last step. */
  EndReason run(TensorScope scope) throws IOException {
    boolean saved = state.step > 0;
    EndReason reason = EndReason.FINISHED;
    while (reason == EndReason.FINISHED && state.step < plan.totalSteps()) {
      waitWhilePaused();
      if (control.cancellation().isRequested()) {
        reason = EndReason.CANCELLED;
        break;
      }
      takeStep(scope);
      if (isDue(settings.evaluation().loggingSteps())) {
        control.events().accept(new TrainingEvent.Logged(meter.logRow()));
      }
      boolean evaluates = work.validation().isPresent() && isDue(evaluationSteps());
      boolean best = evaluates && evaluate();
      saved = isDue(savingSteps()) || best;
      if (saved) {
        save();
      }
      if (evaluates && isOutOfPatience()) {
        reason = EndReason.STOPPED_EARLY;
      }
    }
    if (!saved) {
      save();
    }
    return reason;
  }

  private void waitWhilePaused() {
    if (control.gate().isPaused() && !control.cancellation().isRequested()) {
      control.events().accept(new TrainingEvent.Paused(state.step));
      meter.stopClock();
      boolean waited = control.gate().pass(control.cancellation());
      meter.startClock();
      if (waited) {
        control.events().accept(new TrainingEvent.Continued(state.step));
      }
    }
  }

  private void takeStep(TensorScope scope) {
    List<LabelledBatch> batches = work.examples().after(state.step);
    double rate = schedule.at(state.step);
    long started = System.nanoTime();
    try (TensorScope stepScope = scope.open()) {
      var result = work.step().run(stepScope, batches, state.step + 1, rate, dropoutSeed());
      meter.add(batches, result, rate, (System.nanoTime() - started) / 1e9);
    }
  }

  /** Far enough apart that the parts of two steps, which count up from it, never meet. */
  private long dropoutSeed() {
    return settings.seed() * 0x9E3779B97F4A7C15L + (state.step << 20);
  }

  private boolean evaluate() {
    Evaluation evaluation = work.validation().orElseThrow().evaluate();
    TrainingEvent.Evaluated event = meter.evaluated(evaluation, settings.evaluation().bestBy());
    control.events().accept(event);
    return event.best();
  }

  private void save() throws IOException {
    meter.updateClock();
    control.events().accept(work.checkpoints().write());
  }

  private boolean isOutOfPatience() {
    int patience = settings.evaluation().patience();
    return patience > 0 && state.evaluationsWithoutGain >= patience;
  }

  private int evaluationSteps() {
    int every = settings.evaluation().everySteps();
    return every > 0 ? every : plan.stepsPerEpoch();
  }

  private int savingSteps() {
    int every = settings.saving().everySteps();
    return every > 0 ? every : evaluationSteps();
  }

  private boolean isDue(int everySteps) {
    return state.step % everySteps == 0 || state.step == plan.totalSteps();
  }
}
