package app.valence.evaluation;

import static app.valence.evaluation.ClassificationReportTest.predicted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricNameTest {
  @Test
  void aReportHasEveryMetricButTheLoss() {
    var predictions = predicted(new int[] {0, 1, 2}, new int[] {0, 1, 1});
    var report = ClassificationReport.of(predictions, List.of("a", "b", "c"));
    assertThat(report.metrics().keySet())
        .isEqualTo(EnumSet.complementOf(EnumSet.of(MetricName.LOSS)));
    assertThat(report.metrics().values()).allMatch(value -> !Double.isNaN(value));
  }

  @Test
  void aPerfectReportIsNeverBeatenByAFlawedOne() {
    var perfect = report(new int[] {0, 1, 2, 2});
    report(new int[] {0, 1, 1, 0})
        .metrics()
        .forEach(
            (metric, flawed) -> {
              double best = perfect.metrics().getOrDefault(metric, Double.NaN);
              assertThat(metric.isBetter(best, flawed)).as(metric.key()).isTrue();
              assertThat(metric.isBetter(flawed, best)).as(metric.key()).isFalse();
            });
  }

  @Test
  void aLowerLossIsBetter() {
    assertThat(MetricName.LOSS.greaterIsBetter()).isFalse();
    assertThat(MetricName.LOSS.isBetter(0.1, 0.2)).isTrue();
    assertThat(MetricName.LOSS.isBetter(0.2, 0.2)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void anUndefinedValueLosesToAnyOther(MetricName metric) {
    assertThat(metric.isBetter(Double.NaN, 0.5)).isFalse();
    assertThat(metric.isBetter(0.5, Double.NaN)).isTrue();
    assertThat(metric.isBetter(Double.NaN, Double.NaN)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void theKeyFindsTheMetric(MetricName metric) {
    assertThat(MetricName.ofKey(metric.key())).isEqualTo(metric);
  }

  @Test
  void anUnknownKeyIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> MetricName.ofKey("f1"))
        .hasMessageStartingWith("There is no metric 'f1'; choose one of loss, accuracy, ")
        .hasMessageContaining("f1_macro")
        .hasMessageContaining("mcc");
  }

  private static ClassificationReport report(int[] predictedIds) {
    var predictions = predicted(new int[] {0, 1, 2, 2}, predictedIds);
    return ClassificationReport.of(predictions, List.of("a", "b", "c"));
  }
}
