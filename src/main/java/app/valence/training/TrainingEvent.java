package app.valence.training;

import app.valence.evaluation.ClassificationReport;
import java.nio.file.Path;
import java.util.Optional;

/** What happens in a run, in order. Only numbers and paths: nothing here holds native memory. */
public sealed interface TrainingEvent {
  /** The optimizer step after which it happened. */
  long step();

  /**
   * The run begins, or goes on from a checkpoint.
   *
   * @param step steps that were finished before
   * @param parameters weights of the model
   * @param trainableParameters weights that this run moves
   */
  record Started(long step, RunPlan plan, long parameters, long trainableParameters)
      implements TrainingEvent {}

  /**
   * The run will need memory, of which this is the most.
   *
   * @param bytes of the whole program
   * @param description how much it is and what for, in a sentence
   */
  record MemoryForeseen(long step, long bytes, String description) implements TrainingEvent {}

  /**
   * The measurements since the last row: {@code loss}, {@code grad_norm}, {@code learning_rate} …
   */
  record Logged(LogRow row) implements TrainingEvent {
    @Override
    public long step() {
      return row.step();
    }
  }

  /**
   * The model was measured on the validation data.
   *
   * @param row {@code eval_loss}, {@code eval_accuracy} …
   * @param report of a classifier
   * @param best whether it is the best so far by the chosen metric
   */
  record Evaluated(LogRow row, Optional<ClassificationReport> report, boolean best)
      implements TrainingEvent {
    @Override
    public long step() {
      return row.step();
    }
  }

  /** A checkpoint from which the run can be resumed is on the disk. */
  record CheckpointSaved(long step, Path folder) implements TrainingEvent {}

  /** The run waits before its next step. */
  record Paused(long step) implements TrainingEvent {}

  /** The run goes on after a pause. */
  record Continued(long step) implements TrainingEvent {}

  /**
   * The run is over.
   *
   * @param message why, in a sentence, where it did not simply finish
   * @param summary {@code train_loss}, {@code train_runtime} …
   */
  record Ended(long step, EndReason reason, Optional<String> message, LogRow summary)
      implements TrainingEvent {}
}
