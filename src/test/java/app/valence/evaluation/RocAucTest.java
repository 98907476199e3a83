package app.valence.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RocAucTest {
  @Test
  void aTieCountsHalf() {
    assertThat(RocAuc.of(new double[] {0.5}, new double[] {0.5})).isEqualTo(0.5);
    assertThat(RocAuc.of(new double[] {0.9, 0.5}, new double[] {0.5, 0.1})).isEqualTo(3.5 / 4);
  }

  @Test
  void separatedScoresGiveTheExtremes() {
    assertThat(RocAuc.of(new double[] {0.8, 0.7}, new double[] {0.1, 0.2, 0.3})).isEqualTo(1);
    assertThat(RocAuc.of(new double[] {0.1, 0.2}, new double[] {0.8, 0.7})).isZero();
  }

  @Test
  void noPositivesOrNoNegativesLeaveItUndefined() {
    assertThat(RocAuc.of(new double[0], new double[] {0.5})).isNaN();
    assertThat(RocAuc.of(new double[] {0.5}, new double[0])).isNaN();
  }

  @Test
  void itEqualsTheCountOverAllPairs() {
    var random = new Random(3);
    // Few distinct scores, so that ties abound.
    double[] positives = random.doubles(80).map(x -> Math.round(10 * Math.sqrt(x))).toArray();
    double[] negatives = random.doubles(120).map(x -> Math.round(10 * x)).toArray();
    double wins = 0;
    for (double positive : positives) {
      for (double negative : negatives) {
        wins += positive > negative ? 1 : positive == negative ? 0.5 : 0;
      }
    }
    assertThat(RocAuc.of(positives, negatives)).isCloseTo(wins / (80 * 120), within(1e-15));
  }
}
