package app.valence.training.loop;

import app.valence.evaluation.MetricName;
import app.valence.evaluation.ModelEvaluator.Evaluation;
import app.valence.training.LogRow;
import app.valence.training.RunPlan;
import app.valence.training.TrainingEvent;
import app.valence.training.TrainingState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns what steps and evaluations measure into log rows, under the names and definitions of
 * Hugging Face's trainer. Rates are of work really done.
 */
final class RunMeter {
  private final TrainingState state;
  private final RunPlan plan;
  private final double flopsPerToken;
  private long clock = System.nanoTime();

  /**
   * A meter that goes on with {@code state}.
   *
   * @param flopsPerToken floating-point operations of a training step on one token
   */
  RunMeter(TrainingState state, RunPlan plan, double flopsPerToken) {
    this.state = state;
    this.plan = plan;
    this.flopsPerToken = flopsPerToken;
  }

  TrainingState state() {
    return state;
  }

  RunPlan plan() {
    return plan;
  }

  /** Adds the time since the last call to the run's time. */
  void updateClock() {
    long now = System.nanoTime();
    state.runtimeSeconds += (now - clock) / 1e9;
    clock = now;
  }

  /** Stops the run's time, for a pause. */
  void stopClock() {
    updateClock();
  }

  /** Starts the run's time again. */
  void startClock() {
    clock = System.nanoTime();
  }

  /** Counts a finished step. */
  void add(List<LabelledBatch> batches, TrainingStep.Result result, double rate, double seconds) {
    TrainingState.Interval interval = state.interval;
    for (LabelledBatch batch : batches) {
      state.tokens += batch.tokens().tokens();
      state.paddedTokens += batch.tokens().paddedTokens();
      state.samples += batch.tokens().rows();
      interval.samples += batch.tokens().rows();
    }
    state.flops = state.paddedTokens * flopsPerToken;
    state.step++;
    state.totalLoss += result.loss();
    interval.steps++;
    interval.loss += result.loss();
    interval.correct += result.correct();
    interval.counted += result.counted();
    interval.seconds += seconds;
    interval.gradientNorm = result.gradientNorm();
    interval.learningRate = rate;
  }

  /** The row of everything since the last one, which it ends. */
  LogRow logRow() {
    updateClock();
    TrainingState.Interval interval = state.interval;
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("loss", interval.loss / interval.steps);
    metrics.put("grad_norm", interval.gradientNorm);
    metrics.put("learning_rate", interval.learningRate);
    metrics.put("accuracy", (double) interval.correct / interval.counted);
    metrics.put("samples_per_second", interval.samples / interval.seconds);
    metrics.put("steps_per_second", interval.steps / interval.seconds);
    putTotals(metrics);
    metrics.put("runtime", state.runtimeSeconds);
    state.interval = new TrainingState.Interval();
    return keep(metrics);
  }

  private void putTotals(Map<String, Double> metrics) {
    metrics.put("num_tokens", (double) state.tokens);
    metrics.put("total_flos", state.flops);
    metrics.put("padding_share", 1 - (double) state.tokens / state.paddedTokens);
  }

  /** Records an evaluation and judges whether it is the best so far. */
  TrainingEvent.Evaluated evaluated(Evaluation evaluation, MetricName bestBy) {
    double value =
        bestBy == MetricName.LOSS
            ? evaluation.loss()
            : evaluation.report().metrics().getOrDefault(bestBy, Double.NaN);
    boolean best = bestBy.isBetter(value, state.bestValue);
    if (best) {
      state.bestValue = value;
      state.bestStep = state.step;
      state.evaluationsWithoutGain = 0;
    } else {
      state.evaluationsWithoutGain++;
    }
    return new TrainingEvent.Evaluated(keep(evaluation.metrics("eval")), evaluation.report(), best);
  }

  /** The row that closes the run. */
  LogRow summary() {
    updateClock();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("train_loss", state.totalLoss / state.step);
    metrics.put("train_runtime", state.runtimeSeconds);
    metrics.put("train_samples_per_second", state.samples / state.runtimeSeconds);
    metrics.put("train_steps_per_second", state.step / state.runtimeSeconds);
    putTotals(metrics);
    return keep(metrics);
  }

  private LogRow keep(Map<String, Double> metrics) {
    var row = new LogRow(state.step, (double) state.step / plan.stepsPerEpoch(), metrics);
    state.history.add(row);
    return row;
  }
}
