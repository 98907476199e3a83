package app.valence.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import app.valence.training.optimizer.LearningRateSchedule.Course;
import app.valence.training.optimizer.OptimizerSettings.Warmup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the formulas of {@code get_scheduler} in Hugging Face's {@code optimization.py}. */
class LearningRateScheduleTest {
  private static final double PEAK = 3e-4;

  @ParameterizedTest
  @EnumSource(Course.class)
  void everyStepHasTheRateOfTheReference(Course course) {
    int[][] warmupsAndTotals = {{0, 1}, {0, 10}, {3, 10}, {9, 10}, {10, 10}, {25, 10}, {100, 1000}};
    for (int[] lengths : warmupsAndTotals) {
      var schedule = new LearningRateSchedule(PEAK, course, lengths[0], lengths[1]);
      for (int step = 0; step < lengths[1]; step++) {
        assertThat(schedule.at(step))
            .as("%s, step %d of %d with %d of warm-up", course, step, lengths[1], lengths[0])
            .isCloseTo(PEAK * reference(course, step, lengths[0], lengths[1]), within(1e-18));
      }
    }
  }

  private static double reference(Course course, int step, int warmup, int total) {
    if (step < warmup) {
      return step / (double) Math.max(1, warmup);
    }
    double progress = (step - warmup) / (double) Math.max(1, total - warmup);
    return switch (course) {
      case LINEAR -> Math.max(0, (total - step) / (double) Math.max(1, total - warmup));
      case COSINE -> Math.max(0, 0.5 * (1 + Math.cos(Math.PI * 0.5 * 2 * progress)));
      case CONSTANT -> 1;
    };
  }

  @Test
  void withAWarmUpTheFirstRateIsZeroAndTheHighestComesAfterIt() {
    var schedule = settings(new Warmup(4, 0)).schedule(10);
    assertThat(schedule.at(0)).isZero();
    assertThat(schedule.at(4)).isEqualTo(PEAK);
    assertThat(schedule.at(3)).isLessThan(PEAK);
    assertThat(schedule.at(5)).isLessThan(PEAK);
    assertThat(settings(Warmup.NONE).schedule(10).at(0)).isEqualTo(PEAK);
  }

  @Test
  void aShareOfTheRunIsRoundedUpAndStepsComeFirst() {
    assertThat(settings(new Warmup(0, 0.1)).schedule(101).warmupSteps()).isEqualTo(11);
    assertThat(settings(new Warmup(0, 0.1)).schedule(30).warmupSteps()).isEqualTo(3);
    assertThat(settings(new Warmup(0, 1)).schedule(30).warmupSteps()).isEqualTo(30);
    assertThat(settings(new Warmup(7, 0.1)).schedule(30).warmupSteps()).isEqualTo(7);
  }

  @Test
  void aWarmUpLongerThanTheRunNeverReachesThePeak() {
    var schedule = settings(new Warmup(20, 0)).schedule(10);
    assertThat(schedule.at(9)).isCloseTo(PEAK * 9 / 20, within(1e-18));
  }

  @Test
  void valuesOutOfRangeAreRefusedWithTheRange() {
    assertThatThrownBy(() -> new Warmup(0, 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("between 0 and 1")
        .hasMessageContaining("1.5");
    assertThatThrownBy(
            () -> new OptimizerSettings(Double.NaN, Course.LINEAR, Warmup.NONE, 0, 0, 0, 1, 1, 1))
        .hasMessageContaining("learning rate must be between 0 and 1");
  }

  private static OptimizerSettings settings(Warmup warmup) {
    return new OptimizerSettings(PEAK, Course.LINEAR, warmup, 0, 0.9, 0.999, 1e-8, 1, 1);
  }
}
