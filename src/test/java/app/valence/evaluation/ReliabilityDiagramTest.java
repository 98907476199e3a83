package app.valence.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReliabilityDiagramTest {
  @Test
  void binsHoldCountConfidenceAndAccuracy() {
    var diagram =
        ReliabilityDiagram.of(binary(new int[] {0, 1, 0}, new double[] {0.62, 0.66, 0.95}), 5);
    assertThat(diagram.bins()).hasSize(5);
    assertThat(diagram.total()).isEqualTo(3);
    var middle = diagram.bins().get(3);
    assertThat(middle.low()).isEqualTo(0.6);
    assertThat(middle.high()).isEqualTo(0.8);
    assertThat(middle.count()).isEqualTo(2);
    assertThat(middle.meanConfidence()).isCloseTo(0.64, within(1e-15));
    assertThat(middle.accuracy()).isEqualTo(0.5);
    assertThat(diagram.expectedCalibrationError()).isCloseTo((2 * 0.14 + 0.05) / 3, within(1e-15));
    assertThat(diagram.maximumCalibrationError()).isCloseTo(0.14, within(1e-15));
  }

  @Test
  void anEmptyBinHasNoMeanAndNoGap() {
    var bin = ReliabilityDiagram.of(binary(new int[] {0}, new double[] {0.9}), 2).bins().get(0);
    assertThat(bin.count()).isZero();
    assertThat(bin.meanConfidence()).isNaN();
    assertThat(bin.accuracy()).isNaN();
    assertThat(bin.gap()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 15, 20, 49, 100})
  void aConfidenceOnAnEdgeBelongsToTheBinBelow(int binCount) {
    int[] edges = IntStream.rangeClosed((binCount + 1) / 2, binCount).toArray();
    for (int edge : edges) {
      double confidence = (double) edge / binCount;
      var diagram =
          ReliabilityDiagram.of(binary(new int[] {0}, new double[] {confidence}), binCount);
      assertThat(diagram.bins().get(edge - 1).count()).isEqualTo(1);
      if (edge < binCount) {
        var above = binary(new int[] {0}, new double[] {Math.nextUp(confidence)});
        assertThat(ReliabilityDiagram.of(above, binCount).bins().get(edge).count()).isEqualTo(1);
      }
    }
  }

  @Test
  void aConfidenceRoundedAboveOneStaysInTheLastBin() {
    var rounded = Predictions.of(2, new int[] {0}, new double[][] {{1.0005, 0}});
    assertThat(ReliabilityDiagram.of(rounded).bins().get(14).count()).isEqualTo(1);
  }

  @Test
  void withoutPredictionsTheErrorsAreUndefined() {
    var diagram = ReliabilityDiagram.of(binary(new int[0], new double[0]));
    assertThat(diagram.bins()).hasSize(15);
    assertThat(diagram.expectedCalibrationError()).isNaN();
    assertThat(diagram.maximumCalibrationError()).isNaN();
  }

  @Test
  void thereMustBeABin() {
    var none = binary(new int[0], new double[0]);
    assertThatThrownBy(() -> ReliabilityDiagram.of(none, 0)).hasMessageContaining("at least 1");
  }

  private static Predictions binary(int[] trueIds, double[] probabilitiesOfFirst) {
    double[][] rows =
        Arrays.stream(probabilitiesOfFirst)
            .mapToObj(p -> new double[] {p, 1 - p})
            .toArray(double[][]::new);
    return Predictions.of(2, trueIds, rows);
  }
}
