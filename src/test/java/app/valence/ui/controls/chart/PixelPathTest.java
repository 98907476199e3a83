package app.valence.ui.controls.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PixelPathTest {
  private final PlotArea area = new PlotArea(0, 0, 10, 10);
  private final PixelPath path = new PixelPath();

  @Test
  void linesEndAtTheEdge() {
    path.reset(area);
    path.to(-10, 5);
    path.to(20, 5);
    assertThat(path.size()).isEqualTo(3);
    assertThat(path.isStart(0)).isTrue();
    assertThat(path.x(1)).isCloseTo(0, within(1e-9));
    assertThat(path.x(2)).isCloseTo(10, within(1e-9));
  }

  @Test
  void liftingLeavesAGap() {
    path.reset(area);
    path.to(1, 1);
    path.to(2, 2);
    path.lift();
    path.to(4, 4);
    path.to(5, 5);
    assertThat(path.size()).isEqualTo(6);
    assertThat(path.isStart(3)).isTrue();
  }

  @Test
  void nothingOfAnyLineLiesOutside() {
    var random = new Random(4);
    path.reset(area);
    for (int i = 0; i < 3000; i++) {
      path.to(random.nextDouble() * 40 - 15, random.nextDouble() * 40 - 15);
    }
    var wider = new PlotArea(-1e-9, -1e-9, 10 + 2e-9, 10 + 2e-9);
    for (int i = 0; i < path.size(); i++) {
      if (!path.isStart(i)) {
        assertThat(wider.contains(path.x(i), path.y(i))).isTrue();
      }
    }
    assertThat(path.isStart(0)).isTrue();
  }
}
