package app.valence.benchmark;

import app.valence.jobs.JobContext;
import app.valence.model.EncodedExamples;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.training.BatchSettings;
import app.valence.training.loop.BatchSource;
import app.valence.training.loop.LabelledBatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** What bucketing by length and dynamic padding gain on real texts, over padding to the maximum. */
public final class UnevenLengths {
  private static final int ROUNDS = 5;

  /**
   * Examples a second of training, medians over rounds that took turns.
   *
   * @param ratio the median of the rounds' ratios
   */
  public record Gain(double bucketed, double padded, double ratio) {
    /** A sentence for people. */
    public String toText() {
      return String.format(
          Locale.ROOT,
          "on this file: %.2f examples/s bucketed, %.2f padded to the maximum: %.2f times as fast%n",
          bucketed,
          padded,
          ratio);
    }

    /** For a JSON file. */
    public Map<String, Object> toJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("bucketed_samples_per_second", bucketed);
      json.put("padded_samples_per_second", padded);
      json.put("gain", ratio);
      return json;
    }
  }

  private UnevenLengths() {}

  /** Trains the shape's model on {@code examples} both ways, in turns. */
  public static Gain measure(
      TensorRuntime runtime,
      Benchmark.Settings settings,
      EncodedExamples examples,
      int maximumLength,
      JobContext context) {
    int rows = settings.shape().rows();
    Precision precision = settings.precisions().get(0);
    try (TensorScope scope = runtime.open()) {
      var bucketed =
          new TrainingMeasurement(
              settings.shape(),
              precision,
              batches(settings.shape(), examples, new BatchSettings(rows, 1, true, 0)),
              scope);
      var padded =
          new TrainingMeasurement(
              settings.shape(),
              precision,
              batches(settings.shape(), examples, new BatchSettings(rows, 1, false, maximumLength)),
              scope);
      List<Double> fast = new ArrayList<>();
      List<Double> slow = new ArrayList<>();
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round <= ROUNDS; round++) {
        context.cancellation().throwIfRequested();
        double a = rate(bucketed.round(scope, settings.roundSeconds()));
        double b = rate(padded.round(scope, settings.roundSeconds()));
        if (round > 0) {
          fast.add(a);
          slow.add(b);
          ratios.add(a / b);
        }
      }
      return new Gain(
          Medians.of(fast, Double::doubleValue),
          Medians.of(slow, Double::doubleValue),
          Medians.of(ratios, Double::doubleValue));
    }
  }

  private static Supplier<LabelledBatch> batches(
      BenchmarkShape shape, EncodedExamples examples, BatchSettings settings) {
    var source = new BatchSource(examples, settings, 0, 7);
    return shape.isLanguageModel()
        ? () -> LabelledBatch.ofNextTokens(source.next().tokens())
        : source::next;
  }

  private static double rate(TrainingMeasurement.Round round) {
    return round.samples() / round.seconds();
  }
}
