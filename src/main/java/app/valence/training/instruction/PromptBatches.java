package app.valence.training.instruction;

import app.valence.training.BatchSettings;
import app.valence.training.RunPlan;
import app.valence.training.TrainingSettings;
import app.valence.training.loop.BatchOrder;
import app.valence.training.loop.LabelledBatch;
import app.valence.training.loop.TrainingLoop;
import java.util.List;

/** The rows of a run in the order in which it sees them. */
final class PromptBatches implements TrainingLoop.StepSource {
  private final PromptRows rows;
  private final BatchSettings settings;
  private final BatchOrder order;
  private List<List<int[]>> steps = List.of();
  private int epochOfSteps = -1;

  PromptBatches(PromptRows rows, TrainingSettings settings) {
    this.rows = rows;
    this.settings = settings.batches();
    this.order = new BatchOrder(rows.lengths(), settings.batches(), settings.seed());
  }

  /** The work of a run over these rows. */
  RunPlan plan(TrainingSettings.Duration duration) {
    int stepsPerEpoch = order.stepsPerEpoch();
    return new RunPlan(rows.size(), stepsPerEpoch, duration.totalSteps(stepsPerEpoch));
  }

  @Override
  public List<LabelledBatch> after(long finished) {
    int epoch = Math.toIntExact(finished / order.stepsPerEpoch());
    if (epoch != epochOfSteps) {
      steps = order.steps(epoch);
      epochOfSteps = epoch;
    }
    return steps.get(Math.toIntExact(finished % order.stepsPerEpoch())).stream()
        .map(chosen -> rows.batch(chosen, settings.padTo()))
        .toList();
  }
}
