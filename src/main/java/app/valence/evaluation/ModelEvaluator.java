package app.valence.evaluation;

import app.valence.jobs.JobContext;
import app.valence.jobs.Progress;
import app.valence.model.EncodedExamples;
import app.valence.model.Forward;
import app.valence.model.SequenceClassifier;
import app.valence.tensor.GradientMode;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorScope;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures a classifier on labelled examples. */
public final class ModelEvaluator {
  /** Tokens of one forward pass, padding included: enough to keep the cores busy. */
  private static final int TOKENS_PER_BATCH = 8_192;

  private final SequenceClassifier model;
  private final Precision precision;

  /**
   * What an evaluation found.
   *
   * @param loss mean cross-entropy of the examples, without class weights or smoothing
   * @param seconds wall time
   * @param batches forward passes
   */
  public record Evaluation(
      Predictions predictions,
      ClassificationReport report,
      double loss,
      double seconds,
      int batches) {
    /**
     * What probabilities of examples come to.
     *
     * @param rows {@code [examples][classes]}
     * @param labels the true class of each example
     * @param names of the classes
     */
    public static Evaluation of(
        double[][] rows, int[] labels, List<String> names, double seconds, int batches) {
      double loss = 0;
      for (int i = 0; i < rows.length; i++) {
        loss -= Math.log(Math.max(rows[i][labels[i]], Double.MIN_NORMAL));
      }
      var predictions = Predictions.of(names.size(), labels, rows);
      return new Evaluation(
          predictions,
          ClassificationReport.of(predictions, names),
          loss / Math.max(1, rows.length),
          seconds,
          batches);
    }

    /** All that was measured, under Hugging Face's names with a prefix such as {@code eval}. */
    public Map<String, Double> metrics(String prefix) {
      Map<String, Double> metrics = new LinkedHashMap<>();
      metrics.put(prefix + "_loss", loss);
      report.metrics().forEach((name, value) -> metrics.put(prefix + "_" + name.key(), value));
      metrics.put(prefix + "_runtime", seconds);
      metrics.put(prefix + "_samples_per_second", report.examples() / seconds);
      metrics.put(prefix + "_steps_per_second", batches / seconds);
      return metrics;
    }
  }

  /**
   * What passes over all examples gave.
   *
   * @param rows {@code [examples][classes]}, in the order of the examples
   */
  @SuppressWarnings("ArrayRecordComponent") // Large; handed on, never compared.
  private record Scored(double[][] rows, int batches) {}

  /** An evaluator of {@code model}, computing in {@code precision}. */
  public ModelEvaluator(SequenceClassifier model, Precision precision) {
    this.model = model;
    this.precision = precision;
  }

  /** Evaluates on all of {@code examples}, which must be labelled with the model's classes. */
  public Evaluation evaluate(EncodedExamples examples, TensorScope scope, JobContext context) {
    long started = System.nanoTime();
    Scored scored = score(examples, scope, context);
    double seconds = (System.nanoTime() - started) / 1e9;
    List<String> names = model.config().labels().names();
    return Evaluation.of(scored.rows, examples.labels(), names, seconds, scored.batches);
  }

  /**
   * Probabilities {@code [examples, classes]} of all examples, in their order; labels do not
   * matter. Examples of like length share a pass.
   */
  public double[][] probabilities(EncodedExamples examples, TensorScope scope, JobContext context) {
    return score(examples, scope, context).rows;
  }

  private Scored score(EncodedExamples examples, TensorScope scope, JobContext context) {
    long started = System.nanoTime();
    var rows = new double[examples.size()][];
    int batches = 0;
    int[] order = longestFirst(examples.lengths());
    for (int from = 0; from < order.length; batches++) {
      context.cancellation().throwIfRequested();
      int to = from + batchSize(examples.ids().get(order[from]).length, order.length - from);
      int[] chosen = Arrays.copyOfRange(order, from, to);
      double[][] pass = probabilities(examples, chosen, scope);
      for (int i = 0; i < chosen.length; i++) {
        rows[chosen[i]] = pass[i];
      }
      from = to;
      context.progress().accept(progress(from, order.length, started));
    }
    return new Scored(rows, batches);
  }

  /** Probabilities {@code [chosen, classes]} of some examples. */
  public double[][] probabilities(EncodedExamples examples, int[] chosen, TensorScope scope) {
    try (var off = GradientMode.off();
        TensorScope pass = scope.open()) {
      var batch = examples.batch(chosen, model.config().paddingId(), 0);
      float[] logits = model.logits(Forward.evaluating(pass, precision), batch).toFloats();
      int classes = logits.length / chosen.length;
      var rows = new double[chosen.length][];
      for (int row = 0; row < rows.length; row++) {
        rows[row] = softmax(logits, row * classes, classes);
      }
      return rows;
    }
  }

  /** How many examples of the given length fit a pass. */
  static int batchSize(int longest, int available) {
    return Math.min(available, Math.max(1, TOKENS_PER_BATCH / Math.max(1, longest)));
  }

  private static int[] longestFirst(int[] lengths) {
    Integer[] order = new Integer[lengths.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingInt(i -> -lengths[i]));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }

  private static Progress progress(int done, int total, long started) {
    var elapsed = Duration.ofNanos(System.nanoTime() - started);
    return new Progress("Evaluating", done, total, "texts", elapsed);
  }

  private static double[] softmax(float[] logits, int offset, int classes) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      highest = Math.max(highest, logits[offset + c]);
    }
    var probabilities = new double[classes];
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      probabilities[c] = Math.exp(logits[offset + c] - highest);
      sum += probabilities[c];
    }
    for (int c = 0; c < classes; c++) {
      probabilities[c] /= sum;
    }
    return probabilities;
  }
}
