package app.valence.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PredictionsTest {
  @Test
  void theMostProbableClassIsPredictedAndTheFirstOfEquals() {
    var predictions = predictions(new int[] {1, 1}, new double[][] {{0.2, 0.8}, {0.5, 0.5}});
    assertThat(predictions.predictedId(0)).isEqualTo(1);
    assertThat(predictions.confidence(0)).isEqualTo(0.8);
    assertThat(predictions.isCorrect(0)).isTrue();
    assertThat(predictions.predictedId(1)).isZero();
    assertThat(predictions.isCorrect(1)).isFalse();
  }

  @Test
  void laterChangesOfTheGivenArraysDoNotShow() {
    int[] trueIds = {0};
    double[][] rows = {{0.9, 0.1}};
    var predictions = predictions(trueIds, rows);
    trueIds[0] = 1;
    rows[0][0] = 0;
    assertThat(predictions.trueId(0)).isZero();
    assertThat(predictions.probability(0, 0)).isEqualTo(0.9);
  }

  @Test
  void rowsInOneFloatArrayAreTheSamePredictions() {
    var predictions = Predictions.of(2, new int[] {0, 1}, new float[] {0.75f, 0.25f, 0.5f, 0.5f});
    assertThat(predictions.size()).isEqualTo(2);
    assertThat(predictions.classes()).isEqualTo(2);
    assertThat(predictions.probability(0, 1)).isEqualTo(0.25);
    assertThat(predictions.probability(1, 0)).isEqualTo(0.5);
  }

  @Test
  void whatIsNoDistributionIsRefusedWithTheExampleAndTheRemedy() {
    assertRefused(new double[][] {{0.5, 0.5}, {0.7, 0.7}}, "example 1 sum to 1.4");
    assertRefused(new double[][] {{0.5, 0.5}, {2.5, -1.5}}, "Example 1 gives class 1");
    assertRefused(new double[][] {{0.5, 0.5}, {Double.NaN, 1}}, "Example 1 gives class 0");
    assertRefused(new double[][] {{0.5, 0.5}, {1, Double.POSITIVE_INFINITY}}, "not logits");
    assertRefused(new double[][] {{0.5, 0.5}, {1}}, "Example 1 has 1 probabilities");
    assertRefused(new double[][] {{0.5, 0.5}}, "2 true labels but 1 probability rows");
  }

  @Test
  void aClassThatDoesNotExistIsRefused() {
    double[][] rows = {{0.5, 0.5}};
    assertThatThrownBy(() -> predictions(new int[] {2}, rows))
        .isInstanceOf(InvalidPredictionsException.class)
        .hasMessage("Example 0 has class 2, expected 0 to 1.");
    assertThatThrownBy(() -> predictions(new int[] {-1}, rows))
        .isInstanceOf(InvalidPredictionsException.class);
  }

  @Test
  void aTableOfTheWrongShapeIsRefused() {
    assertThatThrownBy(() -> Predictions.of(2, new int[] {0}, new float[] {1, 0, 1}))
        .isInstanceOf(InvalidPredictionsException.class)
        .hasMessageContaining("no whole number of complete probability rows");
    assertThatThrownBy(() -> Predictions.of(1, new int[] {0}, new float[] {1}))
        .isInstanceOf(InvalidPredictionsException.class)
        .hasMessageContaining("at least 2 classes");
  }

  @Test
  void roundedProbabilitiesAreAccepted() {
    var rounded = predictions(new int[] {0}, new double[][] {{0.3337, 0.6667}});
    assertThat(rounded.size()).isEqualTo(1);
  }

  private static void assertRefused(double[][] rows, String message) {
    assertThatThrownBy(() -> predictions(new int[] {0, 1}, rows))
        .isInstanceOf(InvalidPredictionsException.class)
        .hasMessageContaining(message);
  }

  private static Predictions predictions(int[] trueIds, double[][] rows) {
    return Predictions.of(2, trueIds, rows);
  }
}
