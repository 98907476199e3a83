package app.valence.ui.training.multiples;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.recipes.LocalText;
import app.valence.recipes.Reference;
import app.valence.training.LogRow;
import app.valence.ui.controls.chart.Level;
import app.valence.ui.controls.chart.ValueRange;
import app.valence.ui.text.Messages;
import app.valence.ui.training.TrainingScreen;
import app.valence.ui.training.multiples.RunMetric.Group;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every row of a log reaches the charts that it belongs to. */
class MetricCurvesTest {
  private final MetricCurves curves =
      new MetricCurves(Messages.of(TrainingScreen.class, Locale.ENGLISH));

  private void add(long step, Map<String, Double> metrics) {
    curves.add(new LogRow(step, step / 10.0, metrics));
  }

  private MetricCurve of(RunMetric metric) {
    return curves.of(metric);
  }

  private String value(RunMetric metric) {
    return of(metric).valueProperty().get();
  }

  private void languageModel() {
    add(1, Map.of("loss", 4.0, "mean_token_accuracy", 0.3, "learning_rate", 2e-4));
    add(
        2,
        Map.of(
            "loss", 3.0,
            "mean_token_accuracy", 0.4,
            "learning_rate", 0.0,
            "total_flos", 2.5e12,
            "runtime", 0.5,
            "samples_per_second", 16.0));
    add(
        2,
        Map.of(
            "eval_loss", 3.1234,
            "eval_mean_token_accuracy", 0.406,
            "eval_runtime", 1.2345,
            "eval_samples_per_second", 81.04));
    curves.refresh();
  }

  @Test
  void fifteenChartsInTwoGroups() {
    assertThat(curves.of(Group.EVALUATION)).hasSize(5);
    assertThat(curves.of(Group.TRAINING)).hasSize(10);
  }

  @Test
  void eachShowsItsLastValueWithItsUnit() {
    languageModel();
    assertThat(value(RunMetric.EVALUATION_LOSS)).isEqualTo("3.123");
    assertThat(value(RunMetric.EVALUATION_ACCURACY)).isEqualTo("40.6\u00a0%");
    assertThat(value(RunMetric.EVALUATION_RUNTIME)).isEqualTo("1.23 s");
    assertThat(value(RunMetric.EVALUATION_SAMPLES)).isEqualTo("81 /s");
    assertThat(value(RunMetric.EPOCH)).isEqualTo("0.2");
    assertThat(value(RunMetric.LEARNING_RATE)).isEqualTo("0");
    assertThat(value(RunMetric.FLOPS)).isEqualTo("2.50\u00a0T");
    assertThat(value(RunMetric.STEPS)).isEmpty();
  }

  @Test
  void theFinalLossIsTheMeanSoFarAndThenWhatTheRunCloses() {
    languageModel();
    assertThat(value(RunMetric.FINAL_LOSS)).isEqualTo("3.500");
    add(2, Map.of("train_loss", 3.4, "train_samples_per_second", 12.5, "train_runtime", 99.0));
    curves.refresh();
    assertThat(value(RunMetric.FINAL_LOSS)).isEqualTo("3.400");
    assertThat(value(RunMetric.SAMPLES)).isEqualTo("12.5 /s");
    assertThat(value(RunMetric.RUNTIME)).isEqualTo("99 s");
    assertThat(of(RunMetric.SAMPLES).data().curves()).hasSize(2);
  }

  @Test
  void accuracyIsNamedByWhatItIsAnAccuracyOf() {
    assertThat(of(RunMetric.EVALUATION_ACCURACY).titleProperty().get()).isEqualTo("Accuracy");
    languageModel();
    assertThat(of(RunMetric.EVALUATION_ACCURACY).titleProperty().get()).isEqualTo("Token accuracy");
    assertThat(of(RunMetric.ACCURACY).data().titleProperty().get())
        .isEqualTo("Training: Token accuracy");
    curves.clear();
    add(1, Map.of("eval_loss", 1.0, "eval_accuracy", 0.61, "eval_f1_macro", 0.58));
    curves.refresh();
    assertThat(of(RunMetric.EVALUATION_ACCURACY).titleProperty().get())
        .isEqualTo("Accuracy and macro F1");
    assertThat(value(RunMetric.EVALUATION_ACCURACY)).isEqualTo("61.0\u00a0%, F1 58.0\u00a0%");
    assertThat(value(RunMetric.LOSS)).isEmpty();
  }

  @Test
  void anotherRunsValuesStandBesideWhatTheyBelongTo() {
    var reference =
        new Reference(
            new LocalText("study", "Studie"),
            new LocalText("experiment", "Experiment"),
            Map.of("eval_loss", 3.01, "train_runtime", 2814.67, "total_flos", 2.75e17));
    curves.compareWith(Optional.of(reference));
    assertThat(of(RunMetric.EVALUATION_LOSS).comparedProperty().get()).isEqualTo("study: 3.01");
    assertThat(of(RunMetric.EVALUATION_LOSS).data().levels())
        .containsExactly(new Level(3.01, "study"));
    assertThat(of(RunMetric.RUNTIME).comparedProperty().get()).isEqualTo("study: 2,815 s");
    assertThat(of(RunMetric.FLOPS).comparedProperty().get()).isEqualTo("study: 275\u00a0P");
    assertThat(of(RunMetric.LOSS).comparedProperty().get()).isEmpty();
    curves.compareWith(Optional.empty());
    assertThat(of(RunMetric.EVALUATION_LOSS).data().levels()).isEmpty();
    assertThat(of(RunMetric.EVALUATION_LOSS).comparedProperty().get()).isEmpty();
  }

  @Test
  void allChartsShowTheSameStepsAndForgetThem() {
    curves.plan(750);
    for (RunMetric metric : RunMetric.values()) {
      assertThat(of(metric).data().xRangeProperty().get()).isEqualTo(new ValueRange(0, 750));
    }
    languageModel();
    curves.clear();
    for (RunMetric metric : RunMetric.values()) {
      assertThat(value(metric)).isEmpty();
      assertThat(of(metric).data().xRangeProperty().get()).isNull();
    }
  }

  @Test
  void fromAnEnlargedChartOneComesToAllOthers() {
    curves.enlargedProperty().set(of(RunMetric.EVALUATION_LOSS));
    curves.enlargeNext(-1);
    assertThat(curves.enlargedProperty().get()).isSameAs(of(RunMetric.STEPS));
    curves.enlargeNext(1);
    assertThat(curves.enlargedProperty().get()).isSameAs(of(RunMetric.EVALUATION_LOSS));
  }
}
