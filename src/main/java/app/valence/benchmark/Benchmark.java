package app.valence.benchmark;

import app.valence.jobs.Job;
import app.valence.jobs.JobContext;
import app.valence.jobs.Progress;
import app.valence.model.Forward;
import app.valence.model.Model;
import app.valence.model.TokenBatch;
import app.valence.tensor.GradientMode;
import app.valence.tensor.Precision;
import app.valence.tensor.ProcessMemory;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Measures training and prediction of one shape. Everything is timed in short rounds that take
 * turns with the processor's own matrix product, and each round is divided by the product's rate
 * beside it, so that a machine that slows down for a while spoils no ratio.
 */
public final class Benchmark implements Job<BenchmarkReport> {
  private static final int ROUNDS = 5;
  private static final int WARM_UP_ROUNDS = 1;

  /**
   * What to measure.
   *
   * @param precisions number formats, each on a model of its own
   * @param roundSeconds about how long a round of one of them takes
   */
  public record Settings(BenchmarkShape shape, List<Precision> precisions, double roundSeconds) {}

  private final TensorRuntime runtime;
  private final Settings settings;

  /** A benchmark on the runtime's device. */
  public Benchmark(TensorRuntime runtime, Settings settings) {
    this.runtime = runtime;
    this.settings = settings;
  }

  private record Candidate(
      Precision precision, TrainingMeasurement model, List<PrecisionReport.Round> rounds) {}

  @Override
  public BenchmarkReport run(JobContext context) {
    try (TensorScope scope = runtime.open()) {
      List<Candidate> candidates =
          settings.precisions().stream().map(precision -> candidate(precision, scope)).toList();
      long started = System.nanoTime();
      for (int round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
        for (Candidate candidate : candidates) {
          context.cancellation().throwIfRequested();
          var measured = round(scope, candidate.precision, candidate.model);
          if (round >= WARM_UP_ROUNDS) {
            candidate.rounds.add(measured);
          }
        }
        context.progress().accept(progress(round + 1, started));
      }
      return report(candidates);
    }
  }

  private Candidate candidate(Precision precision, TensorScope scope) {
    var batches = new SyntheticBatches(settings.shape(), 7);
    var model = new TrainingMeasurement(settings.shape(), precision, batches::next, scope);
    return new Candidate(precision, model, new ArrayList<>());
  }

  private PrecisionReport.Round round(
      TensorScope scope, Precision precision, TrainingMeasurement model) {
    double peakBefore = MatmulPeak.measure(scope, Precision.FP32);
    var training = model.round(scope, settings.roundSeconds());
    double peakAfter = MatmulPeak.measure(scope, Precision.FP32);
    double predicted = samplesPredicted(scope, precision, model);
    return new PrecisionReport.Round(training, (peakBefore + peakAfter) / 2, predicted);
  }

  /** Examples a second of prediction: a text's class, or the token that follows it. */
  private double samplesPredicted(
      TensorScope scope, Precision precision, TrainingMeasurement model) {
    int rows = settings.shape().rows();
    int length = settings.shape().length();
    int[] text = IntStream.range(1000, 1000 + length).toArray();
    var batch = TokenBatch.ofIds(Collections.nCopies(rows, text), 0, 0);
    long[] last = LongStream.range(0, rows).map(row -> (row + 1) * length - 1).toArray();
    long done = 0;
    long started = System.nanoTime();
    double elapsed = 0;
    while (elapsed < settings.roundSeconds() / 3) {
      predict(scope, precision, model.model(), batch, last);
      done += rows;
      elapsed = (System.nanoTime() - started) / 1e9;
    }
    return done / elapsed;
  }

  private void predict(
      TensorScope scope, Precision precision, Model model, TokenBatch batch, long[] last) {
    try (var off = GradientMode.off();
        TensorScope pass = scope.open()) {
      var forward = Forward.evaluating(pass, precision);
      Tensor scores =
          settings.shape().isLanguageModel()
              ? model.logitsAt(forward, batch, last)
              : model.logits(forward, batch);
      // On a GPU nothing has been computed before somebody asks for it.
      scores.toFloats();
    }
  }

  private BenchmarkReport report(List<Candidate> candidates) {
    List<PrecisionReport> reports =
        candidates.stream()
            .map(c -> PrecisionReport.of(c.precision, c.rounds, c.model.losses(), settings))
            .toList();
    double[] peaks =
        candidates.stream()
            .flatMap(candidate -> candidate.rounds.stream())
            .mapToDouble(PrecisionReport.Round::matmulFlops)
            .toArray();
    return new BenchmarkReport(
        settings.shape().toString(),
        runtime.device().toString(),
        runtime.threads(),
        Medians.of(peaks),
        reports,
        ProcessMemory.peakBytes());
  }

  private static Progress progress(int done, long started) {
    var elapsed = Duration.ofNanos(System.nanoTime() - started);
    return new Progress("Measuring", done, ROUNDS + WARM_UP_ROUNDS, "rounds", elapsed);
  }

  /** The precisions that are worth measuring on a runtime. */
  public static List<Precision> worthwhile(TensorRuntime runtime) {
    return runtime.prefersBf16() ? Arrays.asList(Precision.values()) : List.of(Precision.FP32);
  }
}
