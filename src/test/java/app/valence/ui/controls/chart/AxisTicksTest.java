package app.valence.ui.controls.chart;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.ui.controls.chart.AxisTicks.Tick;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AxisTicksTest {
  @Test
  void linearTicksAreRoundAndShareTheirDecimals() {
    assertThat(texts(AxisScale.LINEAR, 0, 1, 5))
        .containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1.0");
    assertThat(texts(AxisScale.LINEAR, 1, 2000, 5)).containsExactly("500", "1000", "1500", "2000");
    assertThat(texts(AxisScale.LINEAR, 0, 60_000, 4)).containsExactly("0", "20k", "40k", "60k");
    assertThat(texts(AxisScale.LINEAR, 0, 3e6, 3)).containsExactly("0", "1M", "2M", "3M");
    assertThat(texts(AxisScale.LINEAR, 0, 5e-5, 5))
        .containsExactly("0", "1e-5", "2e-5", "3e-5", "4e-5", "5e-5");
    assertThat(texts(AxisScale.LINEAR, -1, 1, 4))
        .containsExactly("-1.0", "-0.5", "0", "0.5", "1.0");
  }

  @Test
  void neighbouringTicksHaveDifferentTextsAtAnyDepthOfZoom() {
    var random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      double from = random.nextDouble() * Math.pow(10, random.nextInt(8) - 3);
      double length = from * Math.pow(10, -random.nextInt(5)) + 1e-9;
      List<String> texts = texts(AxisScale.LINEAR, from, from + length, 6);
      assertThat(texts).as("from %s, %s long", from, length).doesNotHaveDuplicates();
      assertThat(texts.size()).isBetween(1, 7);
    }
  }

  @Test
  void logTicksAreDecadesWithMinorTicksBetween() {
    List<Tick> ticks = AxisTicks.of(AxisScale.LOG, new ValueRange(1e-4, 10), 6);
    assertThat(ticks.stream().filter(Tick::major).map(Tick::text))
        .containsExactly("1e-4", "0.001", "0.01", "0.1", "1", "10");
    assertThat(ticks.stream().filter(t -> !t.major()).map(Tick::text)).hasSize(40).containsOnly("");
  }

  @Test
  void shortLogRangesStillHaveTexts() {
    assertThat(texts(AxisScale.LOG, 0.15, 3, 5)).containsExactly("0.2", "0.5", "1", "2");
    assertThat(texts(AxisScale.LOG, 0.31, 0.42, 5)).hasSizeGreaterThan(1);
    assertThat(texts(AxisScale.LOG, 1e-12, 1e12, 4).size()).isBetween(2, 6);
  }

  private static List<String> texts(AxisScale scale, double from, double to, int wanted) {
    return AxisTicks.of(scale, new ValueRange(from, to), wanted).stream()
        .filter(Tick::major)
        .map(Tick::text)
        .toList();
  }
}
