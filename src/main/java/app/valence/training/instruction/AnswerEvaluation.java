package app.valence.training.instruction;

import app.valence.evaluation.ClassificationReport;
import app.valence.evaluation.ModelEvaluator.Evaluation;
import app.valence.model.CausalLanguageModel;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorScope;
import app.valence.training.loop.TokenSums;
import app.valence.training.loop.TrainingLoop;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Measures how well a model foretells the tokens that are learned, on examples it never saw. */
final class AnswerEvaluation implements TrainingLoop.Validation {
  /** Of one forward pass, padding included: enough to keep the cores busy. */
  private static final int TOKENS_PER_BATCH = 4_096;

  /** Scores of the vocabulary that are held at once: a quarter of a gigabyte. */
  private static final long MOST_LOGITS = 1L << 26;

  private final CausalLanguageModel model;
  private final PromptRows rows;
  private final Precision precision;
  private final TensorScope scope;
  private final Optional<Supplier<Evaluation>> classes;

  AnswerEvaluation(
      CausalLanguageModel model,
      PromptRows rows,
      Precision precision,
      TensorScope scope,
      Optional<Supplier<Evaluation>> classes) {
    this.model = model;
    this.rows = rows;
    this.precision = precision;
    this.scope = scope;
    this.classes = classes;
  }

  @Override
  public TrainingLoop.Measured measure() {
    long started = System.nanoTime();
    int[] lengths = rows.lengths();
    int[] order = longestFirst(lengths);
    int most = mostRows();
    TokenSums sums = TokenSums.NONE;
    int batches = 0;
    for (int from = 0; from < order.length; batches++) {
      int count = Math.max(1, Math.min(most, TOKENS_PER_BATCH / lengths[order[from]]));
      int to = Math.min(order.length, from + count);
      var batch = rows.batch(Arrays.copyOfRange(order, from, to), 0);
      sums = sums.plus(TokenSums.of(model, batch, precision, scope));
      from = to;
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    Map<String, Double> metrics = sums.means("eval");
    metrics.put("eval_runtime", seconds);
    metrics.put("eval_samples_per_second", rows.size() / seconds);
    metrics.put("eval_steps_per_second", batches / seconds);
    Optional<ClassificationReport> report = classes.map(c -> c.get().report());
    report.ifPresent(
        r -> r.metrics().forEach((name, value) -> metrics.put("eval_" + name.key(), value)));
    return new TrainingLoop.Measured(metrics, report);
  }

  private int mostRows() {
    long logitsOfRow = (long) rows.mostScored() * model.config().size().vocabulary();
    return (int) Math.min(Integer.MAX_VALUE, MOST_LOGITS / Math.max(1, logitsOfRow));
  }

  private static int[] longestFirst(int[] lengths) {
    Integer[] order = new Integer[lengths.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingInt(i -> -lengths[i]));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }
}
