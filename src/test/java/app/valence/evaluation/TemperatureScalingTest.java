package app.valence.evaluation;

import static app.valence.evaluation.ClassificationReportTest.predicted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemperatureScalingTest {
  private static final int CLASSES = 3;

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.2, 1, 5, 15})
  void sharpeningAllExamplesRaisesTheFittedTemperatureInProportion(double factor) {
    Predictions honest = honestPredictions(5_000);
    double honestTemperature = fitted(honest);
    assertThat(honestTemperature).isCloseTo(1, within(0.1));
    Predictions sharpened = new TemperatureScaling(1 / factor).apply(honest);
    assertThat(fitted(sharpened) / factor).isCloseTo(honestTemperature, within(1e-6));
  }

  @Test
  void noOtherTemperatureHasALowerLogLoss() {
    Predictions predictions = new TemperatureScaling(0.3).apply(honestPredictions(500));
    double best = fitted(predictions);
    double least = logLoss(new TemperatureScaling(best).apply(predictions));
    for (double factor = 1.001; factor < 30; factor *= 1.1) {
      assertThat(logLoss(new TemperatureScaling(best * factor).apply(predictions)))
          .isGreaterThan(least);
      assertThat(logLoss(new TemperatureScaling(best / factor).apply(predictions)))
          .isGreaterThan(least);
    }
  }

  @Test
  void certainPredictionsOfWhichSomeAreWrongAreSoftened() {
    // Nine right and one wrong, all with probabilities 1 and 0 which have no finite logarithm.
    Predictions certain = predicted(new int[10], new int[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
    Predictions softened = TemperatureScaling.fit(certain).orElseThrow().apply(certain);
    // Two classes share what is left, so the least loss is not exactly at confidence 0.9.
    assertThat(softened.confidence(0)).isCloseTo(18.0 / 21, within(0.05));
    assertThat(logLoss(softened)).isLessThan(logLoss(certain));
  }

  @Test
  void thereIsNoBestTemperatureWhereColderOrHotterIsAlwaysBetter() {
    Predictions allRight = predicted(new int[] {0, 1, 2}, new int[] {0, 1, 2});
    Predictions allWrong = predicted(new int[] {0, 1, 2}, new int[] {1, 2, 0});
    assertThat(TemperatureScaling.fit(allRight)).isEmpty();
    assertThat(TemperatureScaling.fit(allWrong)).isEmpty();
  }

  @Test
  void undecidedOrNoExamplesHaveNoBestTemperature() {
    double[] undecided = {0.5, 0.5};
    var coin = Predictions.of(2, new int[] {0, 1}, new double[][] {undecided, undecided});
    assertThat(TemperatureScaling.fit(coin)).isEmpty();
    assertThat(TemperatureScaling.fit(predicted(new int[0], new int[0]))).isEmpty();
  }

  @Test
  void scalingIsTheSoftmaxOfTheDividedLogarithms() {
    double[] scaled = new TemperatureScaling(2).apply(new double[] {0.64, 0.36, 0});
    // Square roots: 0.8, 0.6, and that of the machine precision.
    double total = 0.8 + 0.6 + Math.pow(2, -26);
    assertThat(scaled[0]).isCloseTo(0.8 / total, within(1e-12));
    assertThat(scaled[1]).isCloseTo(0.6 / total, within(1e-12));
    assertThat(scaled[2]).isCloseTo(Math.pow(2, -26) / total, within(1e-12));
  }

  @Test
  void oneExampleAndManyAreScaledAlikeAndKeepTheirClass() {
    Predictions predictions = honestPredictions(200);
    for (double temperature : new double[] {0.01, 0.7, 1, 3, 100}) {
      var scaling = new TemperatureScaling(temperature);
      Predictions scaled = scaling.apply(predictions);
      for (int example = 0; example < predictions.size(); example++) {
        assertThat(scaled.predictedId(example)).isEqualTo(predictions.predictedId(example));
        assertThat(scaled.trueId(example)).isEqualTo(predictions.trueId(example));
        assertThat(row(scaled, example)).isEqualTo(scaling.apply(row(predictions, example)));
      }
    }
  }

  @Test
  void aTemperatureIsPositive() {
    for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new TemperatureScaling(wrong)).hasMessageContaining("positive");
    }
  }

  /** Labels drawn from the very probabilities, so that the best temperature is near 1. */
  private static Predictions honestPredictions(int examples) {
    var random = new Random(11);
    int[] trueIds = new int[examples];
    double[][] rows = new double[examples][CLASSES];
    for (int i = 0; i < examples; i++) {
      double sum = 0;
      for (int c = 0; c < CLASSES; c++) {
        rows[i][c] = Math.exp(2 * random.nextDouble() - 1);
        sum += rows[i][c];
      }
      double drawn = random.nextDouble() * sum;
      trueIds[i] = drawn < rows[i][0] ? 0 : drawn < rows[i][0] + rows[i][1] ? 1 : 2;
      for (int c = 0; c < CLASSES; c++) {
        rows[i][c] /= sum;
      }
    }
    return Predictions.of(CLASSES, trueIds, rows);
  }

  private static double[] row(Predictions predictions, int example) {
    double[] row = new double[predictions.classes()];
    for (int id = 0; id < row.length; id++) {
      row[id] = predictions.probability(example, id);
    }
    return row;
  }

  private static double fitted(Predictions predictions) {
    return TemperatureScaling.fit(predictions).orElseThrow().temperature();
  }

  private static double logLoss(Predictions predictions) {
    return ClassificationReport.of(predictions, List.of("a", "b", "c")).probability().logLoss();
  }
}
