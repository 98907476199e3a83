package app.valence.ui.training;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.ui.training.OverfittingWatch.Stretch;
import app.valence.ui.training.OverfittingWatch.Trend;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class OverfittingWatchTest {
  private final OverfittingWatch watch = new OverfittingWatch();

  private void evaluate(
      int every, int upTo, DoubleUnaryOperator training, DoubleUnaryOperator evaluation) {
    for (int step = every; step <= upTo; step += every) {
      watch.add(step, training.applyAsDouble(step), evaluation.applyAsDouble(step));
    }
  }

  private static double falling(double step) {
    return Math.exp(-step / 500);
  }

  private static double turningAt600(double step) {
    return 0.5 + 0.3 * Math.pow((step - 600) / 600, 2);
  }

  @Test
  void beforeTwoEvaluationsNothingIsSaid() {
    watch.add(100, 1, 1);
    assertThat(watch.verdict().trend()).isEqualTo(Trend.UNKNOWN);
    assertThat(watch.overfitting()).isEmpty();
  }

  @Test
  void evaluationLossThatFallsUntilStep600AndThenRisesIsOverfittingFromThere() {
    evaluate(100, 600, OverfittingWatchTest::falling, OverfittingWatchTest::turningAt600);
    assertThat(watch.verdict().trend()).isEqualTo(Trend.LEARNING);
    watch.clear();
    evaluate(100, 1500, OverfittingWatchTest::falling, OverfittingWatchTest::turningAt600);
    assertThat(watch.verdict()).isEqualTo(new OverfittingWatch.Verdict(Trend.OVERFITTING, 600));
    assertThat(watch.overfitting()).contains(new Stretch(600, 1500));
  }

  @Test
  void scatterIsNoOverfitting() {
    var random = new Random(3);
    evaluate(
        50,
        2000,
        OverfittingWatchTest::falling,
        step -> 0.4 + falling(step) + 0.02 * random.nextGaussian());
    assertThat(watch.verdict().trend()).isNotEqualTo(Trend.OVERFITTING);
  }

  @Test
  void aSingleBadEvaluationIsNoOverfitting() {
    evaluate(
        100,
        1000,
        OverfittingWatchTest::falling,
        step -> 0.2 + falling(step) + (step == 1000 ? 0.5 : 0));
    assertThat(watch.verdict().trend()).isEqualTo(Trend.LEARNING);
  }

  @Test
  void bothLossesRisingIsNotCalledOverfitting() {
    evaluate(100, 1500, OverfittingWatchTest::turningAt600, OverfittingWatchTest::turningAt600);
    assertThat(watch.overfitting()).isEmpty();
  }

  @Test
  void aTrainingLossThatHardlyMovesIsNotLearning() {
    evaluate(100, 800, step -> 1.1 - step / 1e6, step -> 1.1);
    assertThat(watch.verdict().trend()).isEqualTo(Trend.NOT_LEARNING);
  }

  @Test
  void anEvaluationLossThatStaysIsLevel() {
    evaluate(100, 2000, OverfittingWatchTest::falling, step -> Math.max(0.6, 1 - step / 1000));
    assertThat(watch.verdict().trend()).isIn(Trend.LEVEL, Trend.LEARNING);
    assertThat(watch.overfitting()).isEmpty();
  }
}
