package app.valence.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WilsonIntervalTest {
  @Test
  void leansTowardsHalf() {
    WilsonInterval interval = WilsonInterval.of(66, 100);
    assertThat(interval.low()).isCloseTo(0.5627, within(1e-3));
    assertThat(interval.high()).isCloseTo(0.7454, within(1e-3));
    assertThat((interval.low() + interval.high()) / 2).isBetween(0.5, 0.66);
  }

  @Test
  void ofAllRightTheLowEndIsStillBelowOne() {
    // Here the low end is n / (n + z²).
    assertThat(WilsonInterval.of(10, 10).low()).isCloseTo(10 / (10 + 3.8415), within(1e-4));
    assertThat(WilsonInterval.of(10, 10).high()).isCloseTo(1, within(1e-12));
    assertThat(WilsonInterval.of(0, 10).low()).isCloseTo(0, within(1e-12));
  }

  @Test
  void nothingIsKnownFromNoExamples() {
    assertThat(WilsonInterval.of(0, 0)).isEqualTo(new WilsonInterval(0, 1));
  }
}
