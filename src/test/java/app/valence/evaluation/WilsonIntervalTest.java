package app.valence.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WilsonIntervalTest {
  /** Against statsmodels' {@code proportion_confint(66, 100, method="wilson")}. */
  @Test
  void agreesWithTheReference() {
    WilsonInterval interval = WilsonInterval.of(66, 100);
    assertThat(interval.low()).isCloseTo(0.5627, within(1e-3));
    assertThat(interval.high()).isCloseTo(0.7454, within(1e-3));
  }

  @Test
  void ofAllRightTheLowEndIsStillBelowOne() {
    assertThat(WilsonInterval.of(10, 10).low()).isCloseTo(0.7225, within(1e-4));
    assertThat(WilsonInterval.of(10, 10).high()).isEqualTo(1);
    assertThat(WilsonInterval.of(0, 10).low()).isZero();
  }

  @Test
  void nothingIsKnownFromNoExamples() {
    assertThat(WilsonInterval.of(0, 0)).isEqualTo(new WilsonInterval(0, 1));
  }
}
