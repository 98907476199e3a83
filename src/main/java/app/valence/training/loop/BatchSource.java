package app.valence.training.loop;

import app.valence.model.EncodedExamples;
import app.valence.training.BatchSettings;
import java.util.Iterator;
import java.util.List;

/** An endless stream of a data set's batches, epoch after epoch, in a run's order. */
public final class BatchSource {
  private final EncodedExamples examples;
  private final BatchSettings settings;
  private final BatchOrder order;
  private final int paddingId;
  private Iterator<List<int[]>> steps = List.<List<int[]>>of().iterator();
  private int epoch;

  /** The batches of {@code examples} under {@code settings}, which must not accumulate. */
  public BatchSource(EncodedExamples examples, BatchSettings settings, int paddingId, long seed) {
    this.examples = examples;
    this.settings = settings;
    this.order = new BatchOrder(examples.lengths(), settings, seed);
    this.paddingId = paddingId;
  }

  /** The next batch. */
  public LabelledBatch next() {
    if (!steps.hasNext()) {
      steps = order.steps(epoch++).iterator();
    }
    int[] chosen = steps.next().get(0);
    return new LabelledBatch(
        examples.batch(chosen, paddingId, settings.padTo()), examples.labels(chosen));
  }
}
