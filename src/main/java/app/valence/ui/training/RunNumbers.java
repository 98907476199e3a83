package app.valence.ui.training;

import app.valence.runs.RunHistory;
import app.valence.training.LogRow;
import app.valence.training.RunPlan;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How far a run is and what it measured last; a number that is not known yet is NaN.
 *
 * @param bestStep the step of the best evaluation; 0 while there is none
 * @param seconds of the run so far, without pauses
 */
public record RunNumbers(
    Position position,
    Scores scores,
    long bestStep,
    double samplesPerSecond,
    double tokens,
    double flops,
    double seconds) {

  /**
   * How far it is.
   *
   * @param total steps that are planned; 0 while that is unknown
   * @param epochs passes over the data that are planned
   */
  public record Position(long step, long total, double epoch, double epochs) {}

  /**
   * The latest losses and accuracies.
   *
   * @param loss of the training, as its curve is smoothed
   * @param accuracy of the training, as its curve is smoothed
   * @param ofTokens whether accuracies are those of tokens, and not of classes
   */
  public record Scores(
      double loss,
      double evaluationLoss,
      double accuracy,
      double evaluationAccuracy,
      boolean ofTokens) {}

  /** Before the first step. */
  static final RunNumbers NONE =
      new RunNumbers(
          new Position(0, 0, 0, 0),
          new Scores(Double.NaN, Double.NaN, Double.NaN, Double.NaN, false),
          0,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN);

  /** What a run that ended came to, by its log. */
  static RunNumbers of(RunHistory history) {
    RunNumbers now = NONE;
    for (LogRow row : history.rows()) {
      Map<String, Double> metrics = row.metrics();
      if (metrics.containsKey("eval_loss")) {
        now = now.evaluated(row, history.bestStep());
      } else if (metrics.containsKey("loss")) {
        double accuracy = metrics.getOrDefault("accuracy", Double.NaN);
        now =
            now.logged(
                row,
                metrics.getOrDefault("loss", Double.NaN),
                metrics.getOrDefault("mean_token_accuracy", accuracy));
      }
    }
    Position last = now.position;
    return new RunNumbers(
        new Position(last.step, history.totalSteps(), last.epoch, last.epoch),
        now.scores,
        now.bestStep,
        now.samplesPerSecond,
        now.tokens,
        now.flops,
        now.seconds);
  }

  RunNumbers planned(long step, RunPlan plan) {
    var position =
        new Position(
            step, plan.totalSteps(), plan.epochAfter(step), plan.epochAfter(plan.totalSteps()));
    return new RunNumbers(position, scores, bestStep, samplesPerSecond, tokens, flops, seconds);
  }

  RunNumbers logged(LogRow row, double smoothLoss, double smoothAccuracy) {
    Map<String, Double> metrics = row.metrics();
    return new RunNumbers(
        new Position(row.step(), position.total, row.epoch(), position.epochs),
        new Scores(
            smoothLoss,
            scores.evaluationLoss,
            smoothAccuracy,
            scores.evaluationAccuracy,
            metrics.containsKey("mean_token_accuracy")),
        bestStep,
        metrics.getOrDefault("samples_per_second", samplesPerSecond),
        metrics.getOrDefault("num_tokens", tokens),
        metrics.getOrDefault("total_flos", flops),
        metrics.getOrDefault("runtime", seconds));
  }

  RunNumbers evaluated(LogRow row, long best) {
    Map<String, Double> metrics = row.metrics();
    return new RunNumbers(
        position,
        new Scores(
            scores.loss,
            metrics.getOrDefault("eval_loss", Double.NaN),
            scores.accuracy,
            metrics.getOrDefault(
                "eval_accuracy", metrics.getOrDefault("eval_mean_token_accuracy", Double.NaN)),
            scores.ofTokens),
        best,
        samplesPerSecond,
        tokens,
        flops,
        seconds);
  }

  /** The time left at the pace so far, evaluations included. */
  public Optional<Duration> remaining() {
    return position.step > 0 && position.total > 0 && seconds > 0
        ? Optional.of(
            Duration.ofMillis(
                (long) (1000 * seconds / position.step * (position.total - position.step))))
        : Optional.empty();
  }
}
