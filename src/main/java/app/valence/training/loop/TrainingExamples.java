package app.valence.training.loop;

import app.valence.model.EncodedExamples;
import app.valence.training.BatchSettings;
import app.valence.training.RunPlan;
import app.valence.training.TrainingSettings;
import java.util.List;

/** The training data in the order in which a run sees it. */
final class TrainingExamples {
  private final EncodedExamples examples;
  private final BatchSettings batches;
  private final BatchOrder order;
  private final int paddingId;
  private List<List<int[]>> steps = List.of();
  private int epochOfSteps = -1;

  TrainingExamples(EncodedExamples examples, TrainingSettings settings, int paddingId) {
    this.examples = examples;
    this.batches = settings.batches();
    this.order = new BatchOrder(examples.lengths(), batches, settings.seed());
    this.paddingId = paddingId;
  }

  /** The work of a run over these examples. */
  RunPlan plan(TrainingSettings.Duration duration) {
    int stepsPerEpoch = order.stepsPerEpoch();
    return new RunPlan(examples.size(), stepsPerEpoch, duration.totalSteps(stepsPerEpoch));
  }

  /** The parts of the step that follows on {@code finished} steps. */
  List<LabelledBatch> after(long finished) {
    int epoch = Math.toIntExact(finished / order.stepsPerEpoch());
    if (epoch != epochOfSteps) {
      steps = order.steps(epoch);
      epochOfSteps = epoch;
    }
    return steps.get(Math.toIntExact(finished % order.stepsPerEpoch())).stream()
        .map(
            chosen ->
                new LabelledBatch(
                    examples.batch(chosen, paddingId, batches.padTo()), examples.labels(chosen)))
        .toList();
  }
}
