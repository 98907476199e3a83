package app.valence.training;

import app.valence.evaluation.MetricName;
import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All that a run knows besides parameters and optimizer moments; a checkpoint holds it whole, so
 * that nothing is forgotten on a resume. Data order and dropout follow from the seed and {@link
 * #step}. It changes by what happens in a run and in no other way: a step, an evaluation, a log
 * row, time passing.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
public final class TrainingState {
  private long step;
  private long samples;
  private long tokens;
  private long paddedTokens;
  private double flops;
  private double totalLoss;
  private double runtimeSeconds;
  private Interval interval = Interval.EMPTY;
  private double bestValue = Double.NaN;
  private long bestStep;
  private int evaluationsWithoutGain;
  private List<LogRow> history = new ArrayList<>();

  /**
   * Sums since the last log row.
   *
   * @param loss the sum of the steps' losses
   * @param correct labels that the model gave the highest score
   * @param counted labels that count
   * @param entropy of a language model's guesses for these labels, in nats, summed
   * @param seconds time spent in steps
   * @param gradientNorm of the last step
   * @param learningRate of the last step
   */
  public record Interval(
      int steps,
      long samples,
      double loss,
      long correct,
      long counted,
      double entropy,
      double seconds,
      double gradientNorm,
      double learningRate) {
    static final Interval EMPTY = new Interval(0, 0, 0, 0, 0, 0, 0, 0, 0);

    Interval plus(StepMeasurement step) {
      return new Interval(
          steps + 1,
          samples + step.samples(),
          loss + step.loss(),
          correct + step.correct(),
          counted + step.counted(),
          entropy + step.entropy(),
          seconds + step.seconds(),
          step.gradientNorm(),
          step.learningRate());
    }
  }

  /** Counts a finished step. */
  public void finishStep(StepMeasurement measured) {
    step++;
    samples += measured.samples();
    tokens += measured.tokens();
    paddedTokens += measured.paddedTokens();
    flops += measured.flops();
    totalLoss += measured.loss();
    interval = interval.plus(measured);
  }

  /**
   * Counts an evaluation.
   *
   * @param value of the metric that chooses the best checkpoint; may be not a number
   * @return whether it is the best so far
   */
  public boolean finishEvaluation(MetricName metric, double value) {
    if (!metric.isBetter(value, bestValue)) {
      evaluationsWithoutGain++;
      return false;
    }
    bestValue = value;
    bestStep = step;
    evaluationsWithoutGain = 0;
    return true;
  }

  /** Adds a row to the history. */
  public void log(LogRow row) {
    history.add(row);
  }

  /** Ends the interval since the last log row and begins the next. */
  public Interval endInterval() {
    Interval ended = interval;
    interval = Interval.EMPTY;
    return ended;
  }

  /** Counts time of the run. */
  public void passTime(double seconds) {
    runtimeSeconds += seconds;
  }

  /** Optimizer steps finished. */
  public long step() {
    return step;
  }

  /** Examples seen. */
  public long samples() {
    return samples;
  }

  /** Tokens seen, without padding. */
  public long tokens() {
    return tokens;
  }

  /** Tokens computed on, with padding. */
  public long paddedTokens() {
    return paddedTokens;
  }

  /** Floating-point operations, as Hugging Face counts them. */
  public double flops() {
    return flops;
  }

  /** The sum of the losses of all steps. */
  public double totalLoss() {
    return totalLoss;
  }

  /** Seconds since the start of the run, evaluations and checkpoints included, pauses not. */
  public double runtimeSeconds() {
    return runtimeSeconds;
  }

  /** The best value of the chosen metric so far; not a number while there is none. */
  public double bestValue() {
    return bestValue;
  }

  /** The step of the best value, or 0 while there is none. */
  public long bestStep() {
    return bestStep;
  }

  /** Evaluations since the best one. */
  public int evaluationsWithoutGain() {
    return evaluationsWithoutGain;
  }

  /** All log rows so far. */
  public List<LogRow> history() {
    return Collections.unmodifiableList(history);
  }
}
