package app.valence.training.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.training.LogRow;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What is said of courses as runs have them, with the scatter that they have. */
class LossCourseTest {
  private final LossCourse course = new LossCourse();

  private Verdict evaluate(
      int every, int upTo, DoubleUnaryOperator training, DoubleUnaryOperator evaluation) {
    course.clear();
    for (int step = 1; step <= upTo; step++) {
      course.add(row(step, "loss", training.applyAsDouble(step)));
      if (step % every == 0) {
        course.add(row(step, "eval_loss", evaluation.applyAsDouble(step)));
      }
    }
    return course.verdict();
  }

  private static LogRow row(long step, String metric, double value) {
    return new LogRow(step, step / 75.0, Map.of(metric, value));
  }

  private static double falling(double step) {
    return Math.exp(-step / 500);
  }

  private static double turningAt600(double step) {
    return 0.5 + 0.3 * Math.pow((step - 600) / 600, 2);
  }

  private static DoubleUnaryOperator scattered(
      DoubleUnaryOperator course, double scatter, long seed) {
    var random = new Random(seed);
    return step -> course.applyAsDouble(step) + scatter * random.nextGaussian();
  }

  /** The training loss of the published experiment: from about 3.4 to 2.84, by batches of 8. */
  private static DoubleUnaryOperator studyTraining(long seed) {
    return scattered(step -> 2.8 + 0.6 * Math.exp(-step / 260), 0.25, seed);
  }

  /** Its evaluation loss: lowest at step 600, and 3.01 at step 750. */
  private static double studyEvaluation(double step) {
    return step <= 600
        ? 2.98 + 0.4 * Math.pow((600 - step) / 550, 2.5)
        : 2.98 + 0.03 * Math.pow((step - 600) / 150, 1.5);
  }

  private Verdict study(double scatter, long seed) {
    return evaluate(
        50,
        750,
        studyTraining(seed),
        scattered(LossCourseTest::studyEvaluation, scatter, seed + 1_000));
  }

  @Test
  void theStudysRunOverfitsSinceStep600() {
    Verdict verdict = study(0.001, 1);
    assertThat(verdict.trend()).isEqualTo(Trend.OVERFITTING);
    assertThat(verdict.best()).isEqualTo(600);
    assertThat(verdict.lowest()).isEqualTo(2.98, Offset.offset(0.003));
    assertThat(verdict.rise().since()).isEqualTo(600);
    assertThat(verdict.rise().last()).isEqualTo(750);
    assertThat(verdict.rise().by()).isEqualTo(0.03, Offset.offset(0.004));
    assertThat(verdict.rise().scatter()).isBetween(0.0005, 0.003);
    assertThat(verdict.rise().inScatters()).isGreaterThan(10);
    assertThat(verdict.rise().shareOf(verdict.lowest())).isEqualTo(0.01, Offset.offset(0.002));
  }

  @Test
  void itIsNamedWithTheScatterThatAnEvaluationOn100ExamplesHas() {
    int named = 0;
    for (int seed = 0; seed < 200; seed++) {
      Verdict verdict = study(0.003, seed);
      if (verdict.isOverfitting()) {
        named++;
        assertThat(verdict.best()).isBetween(500L, 650L);
        assertThat(verdict.rise().since()).isBetween(450L, 650L);
      }
    }
    assertThat(named).isGreaterThanOrEqualTo(185);
  }

  @Test
  void beforeItsTurnTheStudysRunIsLearning() {
    Verdict verdict =
        evaluate(50, 550, studyTraining(4), scattered(LossCourseTest::studyEvaluation, 0.0005, 5));
    assertThat(verdict.trend()).isEqualTo(Trend.LEARNING);
    assertThat(verdict.best()).isEqualTo(550);
  }

  @Test
  void aPlateauThatScattersIsRarelyCalledOverfitting() {
    for (int evaluations : new int[] {6, 10, 15, 30, 100}) {
      int called = 0;
      for (int seed = 0; seed < 300; seed++) {
        DoubleUnaryOperator plateau = step -> 3 + 0.4 * Math.exp(-step / 100);
        Verdict verdict =
            evaluate(
                50,
                50 * evaluations,
                LossCourseTest::falling,
                scattered(plateau, 0.02, 31L * seed + evaluations));
        called += verdict.isOverfitting() ? 1 : 0;
      }
      assertThat(called).as("%d evaluations", evaluations).isLessThanOrEqualTo(18);
    }
  }

  @Test
  void onAPlateauWhatIsAboveTheLowestIsToldApartFromARise() {
    Verdict verdict =
        evaluate(
            50,
            2000,
            LossCourseTest::falling,
            scattered(step -> 0.4 + Math.exp(-step / 200), 0.02, 3));
    assertThat(verdict.trend()).isEqualTo(Trend.LEVEL);
    assertThat(verdict.rise().scatter()).isBetween(0.01, 0.04);
    assertThat(verdict.rise().inScatters()).isLessThan(3);
  }

  @Test
  void clearOverfittingIsNamedWhileItBeginsAndFromItsTurn() {
    Verdict early = evaluate(100, 900, LossCourseTest::falling, LossCourseTest::turningAt600);
    assertThat(early.trend()).isEqualTo(Trend.OVERFITTING);
    Verdict late =
        evaluate(
            100, 1500, LossCourseTest::falling, scattered(LossCourseTest::turningAt600, 0.01, 6));
    assertThat(late.trend()).isEqualTo(Trend.OVERFITTING);
    assertThat(late.rise().since()).isBetween(500L, 700L);
    assertThat(late.rise().by()).isEqualTo(0.675, Offset.offset(0.05));
    assertThat(late.rise().trainingAfter()).isLessThan(late.rise().trainingBefore());
  }

  @Test
  void fewEpochsAreEnoughForWhatEverybodySees() {
    double[] losses = {1.05, 0.92, 0.88, 0.90, 0.97, 1.08};
    Verdict verdict =
        evaluate(10, 60, LossCourseTest::falling, step -> losses[(int) (step / 10) - 1]);
    assertThat(verdict.trend()).isEqualTo(Trend.OVERFITTING);
    assertThat(verdict.best()).isEqualTo(30);
  }

  @Test
  void tooFewEvaluationsSayNothing() {
    assertThat(course.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(evaluate(100, 100, LossCourseTest::falling, step -> 1).trend())
        .isEqualTo(Trend.UNKNOWN);
    Verdict three =
        evaluate(100, 300, LossCourseTest::falling, step -> step == 100 ? 1 : 1 + step / 1000);
    assertThat(three.isOverfitting()).as("three points cannot tell a rise from scatter").isFalse();
  }

  @Test
  void whereBothLossesRiseTheRunDiverges() {
    DoubleUnaryOperator diverging =
        step -> step < 400 ? 2 - step / 500 : 1.2 + Math.pow((step - 400) / 200, 2);
    Verdict verdict =
        evaluate(50, 800, scattered(diverging, 0.05, 7), scattered(diverging, 0.01, 8));
    assertThat(verdict.trend()).isEqualTo(Trend.DIVERGING);
    assertThat(verdict.rise().since()).isBetween(350L, 450L);
  }

  @Test
  void aSingleBadEvaluationIsNoOverfitting() {
    for (int bad : new int[] {600, 900, 1000}) {
      Verdict verdict =
          evaluate(
              100,
              1000,
              LossCourseTest::falling,
              step -> 0.2 + falling(step) + (step == bad ? 0.5 : 0));
      assertThat(verdict.trend()).as("at %d", bad).isEqualTo(Trend.LEARNING);
    }
  }

  @Test
  void aTrainingLossThatHardlyMovesIsNotLearning() {
    assertThat(evaluate(100, 800, step -> 1.1 - step / 1e6, step -> 1.1).trend())
        .isEqualTo(Trend.NOT_LEARNING);
  }

  @Test
  void rowsWithoutALossChangeNothing() {
    Verdict before = evaluate(100, 1000, LossCourseTest::falling, LossCourseTest::falling);
    course.add(row(1000, "train_loss", 0.4));
    assertThat(course.verdict()).isEqualTo(before);
    assertThat(before.trend()).isEqualTo(Trend.LEARNING);
  }
}
