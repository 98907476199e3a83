package app.valence.training.loop;

import app.valence.model.EncodedExamples;
import app.valence.model.ModelConfig;
import app.valence.training.BatchSettings;
import app.valence.training.RunPlan;
import app.valence.training.TrainingSettings;
import java.util.List;

/** The training data in the order in which a run sees it. */
final class TrainingExamples implements TrainingLoop.StepSource {
  private final EncodedExamples examples;
  private final BatchSettings batches;
  private final BatchOrder order;
  private final int paddingId;
  private List<List<int[]>> steps = List.of();
  private int epochOfSteps = -1;

  TrainingExamples(EncodedExamples examples, TrainingSettings settings, ModelConfig model) {
    this.examples = examples;
    this.batches = settings.batches();
    this.order = new BatchOrder(examples.lengths(), batches, settings.seed());
    this.paddingId = model.paddingId();
    requireLength(batches.padTo(), "Batches are padded to", model);
  }

  /**
   * Checks that a model can be trained or measured on {@code examples}.
   *
   * @param part what they are for
   * @throws IllegalArgumentException if there are none, one is too long, or has no known class
   */
  static void requireReadable(EncodedExamples examples, String part, ModelConfig model) {
    if (examples.size() == 0) {
      throw new IllegalArgumentException("There are no " + part + " examples.");
    }
    requireLength(examples.longest(), "The longest of the " + part + " examples has", model);
    int classes = model.labels().size();
    for (int label : examples.labels()) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "A %s example has the class %d, and the model has %d classes, counted from 0."
                .formatted(part, label, classes));
      }
    }
  }

  private static void requireLength(int tokens, String what, ModelConfig model) {
    if (tokens > model.maximumLength()) {
      throw new IllegalArgumentException(
          "%s %d tokens, and the model reads at most %d: choose a smaller maximum length."
              .formatted(what, tokens, model.maximumLength()));
    }
  }

  /** The work of a run over these examples. */
  RunPlan plan(TrainingSettings.Duration duration) {
    int stepsPerEpoch = order.stepsPerEpoch();
    return new RunPlan(examples.size(), stepsPerEpoch, duration.totalSteps(stepsPerEpoch));
  }

  @Override
  public List<LabelledBatch> after(long finished) {
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
