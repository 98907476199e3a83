package app.valence.training.loop;

import app.valence.evaluation.MetricName;
import app.valence.model.ModelHead;
import app.valence.training.LogRow;
import app.valence.training.RunPlan;
import app.valence.training.StepMeasurement;
import app.valence.training.TrainingEvent;
import app.valence.training.TrainingState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Turns what steps and evaluations measure into log rows, under the names and definitions of
 * Hugging Face's trainer. Rates are of work really done.
 */
public final class RunMeter {
  private final TrainingState state;
  private final RunPlan plan;
  private final double flopsPerToken;
  private final LongSupplier nanoTime;
  private final boolean guessesTokens;
  private long clock;

  /**
   * A meter that goes on with {@code state}.
   *
   * @param flopsPerToken floating-point operations of a training step on one token
   * @param head whether the answers that are right or wrong are classes or tokens
   * @param nanoTime the clock, in nanoseconds from any point on
   */
  public RunMeter(
      TrainingState state,
      RunPlan plan,
      double flopsPerToken,
      ModelHead head,
      LongSupplier nanoTime) {
    this.state = state;
    this.plan = plan;
    this.flopsPerToken = flopsPerToken;
    this.nanoTime = nanoTime;
    this.guessesTokens = head != ModelHead.SEQUENCE_CLASSIFICATION;
    this.clock = nanoTime.getAsLong();
  }

  TrainingState state() {
    return state;
  }

  RunPlan plan() {
    return plan;
  }

  /** Adds the time since the last call to the run's time. */
  void updateClock() {
    long now = nanoTime.getAsLong();
    state.passTime((now - clock) / 1e9);
    clock = now;
  }

  /** Leaves the time since the last update out of the run's time. */
  void skipPause() {
    clock = nanoTime.getAsLong();
  }

  /** Counts a finished step. */
  void add(List<LabelledBatch> batches, TrainingStep.Result result, double rate, double seconds) {
    long paddedTokens = batches.stream().mapToLong(b -> b.tokens().paddedTokens()).sum();
    state.finishStep(
        new StepMeasurement(
            batches.stream().mapToLong(b -> b.tokens().rows()).sum(),
            batches.stream().mapToLong(b -> b.tokens().tokens()).sum(),
            paddedTokens,
            paddedTokens * flopsPerToken,
            result.loss(),
            result.gradientNorm(),
            rate,
            result.correct(),
            result.counted(),
            result.entropy(),
            seconds));
  }

  /** The row of everything since the last one, which it ends. */
  LogRow logRow() {
    updateClock();
    TrainingState.Interval interval = state.endInterval();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("loss", interval.loss() / interval.steps());
    metrics.put("grad_norm", interval.gradientNorm());
    metrics.put("learning_rate", interval.learningRate());
    double accuracy = (double) interval.correct() / interval.counted();
    metrics.put(guessesTokens ? "mean_token_accuracy" : "accuracy", accuracy);
    if (guessesTokens) {
      metrics.put("entropy", interval.entropy() / interval.counted());
    }
    metrics.put("samples_per_second", interval.samples() / interval.seconds());
    metrics.put("steps_per_second", interval.steps() / interval.seconds());
    putTotals(metrics);
    metrics.put("runtime", state.runtimeSeconds());
    return keep(metrics);
  }

  private void putTotals(Map<String, Double> metrics) {
    metrics.put("num_tokens", (double) state.tokens());
    metrics.put("total_flos", state.flops());
    metrics.put("padding_share", 1 - (double) state.tokens() / state.paddedTokens());
  }

  /** Records an evaluation and judges whether it is the best so far. */
  TrainingEvent.Evaluated evaluated(TrainingLoop.Measured measured, MetricName bestBy) {
    double value = measured.metrics().getOrDefault("eval_" + bestBy.key(), Double.NaN);
    boolean best = state.finishEvaluation(bestBy, value);
    return new TrainingEvent.Evaluated(keep(measured.metrics()), measured.report(), best);
  }

  /** The row that closes the run. */
  public LogRow summary() {
    updateClock();
    double seconds = state.runtimeSeconds();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("train_loss", state.totalLoss() / state.step());
    metrics.put("train_runtime", Math.round(seconds * 1e4) / 1e4);
    metrics.put("train_samples_per_second", state.samples() / seconds);
    metrics.put("train_steps_per_second", state.step() / seconds);
    putTotals(metrics);
    return keep(metrics);
  }

  private LogRow keep(Map<String, Double> metrics) {
    var row = new LogRow(state.step(), plan.epochAfter(state.step()), metrics);
    state.log(row);
    return row;
  }
}
