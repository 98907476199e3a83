package app.valence.ui.controls.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CurvePointsTest {
  @Test
  void pyramidFindsTheExtentsThatAScanFinds() {
    var random = new Random(1);
    var points = new CurvePoints();
    for (int i = 0; i < 40_000; i++) {
      points.append(i, random.nextInt(50) == 0 ? Double.NaN : random.nextGaussian());
      if (i % 997 == 0) {
        assertSameExtent(points, 0, points.size());
      }
    }
    for (int i = 0; i < 500; i++) {
      int from = random.nextInt(points.size());
      assertSameExtent(points, from, from + random.nextInt(points.size() - from + 1));
    }
  }

  private static void assertSameExtent(CurvePoints points, int from, int to) {
    var fast = new Extent();
    points.extent(from, to, fast);
    var slow = new Extent();
    for (int i = from; i < to; i++) {
      slow.add(points.y(i));
    }
    assertThat(fast.min()).as("%s to %s", from, to).isEqualTo(slow.min());
    assertThat(fast.max()).isEqualTo(slow.max());
    assertThat(fast.minPositive()).isEqualTo(slow.minPositive());
  }

  @Test
  void nearestPointIsNoGap() {
    var points = new CurvePoints();
    assertThat(points.nearest(3)).isEqualTo(-1);
    points.append(0, 1);
    points.append(10, Double.NaN);
    points.append(20, Double.POSITIVE_INFINITY);
    points.append(40, 2);
    points.append(40, 3);
    assertThat(points.nearest(-5)).isZero();
    assertThat(points.nearest(12)).isZero();
    assertThat(points.nearest(25)).isEqualTo(3);
    assertThat(points.nearest(99)).isEqualTo(4);
  }

  @Test
  void goingBackIsRefused() {
    var points = new CurvePoints();
    points.append(5, 1);
    assertThatThrownBy(() -> points.append(4, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4.0 follows 5.0");
    assertThat(points.size()).isEqualTo(1);
  }

  @Test
  void clearingStartsAnew() {
    var points = new CurvePoints();
    for (int i = 0; i < 3000; i++) {
      points.append(i, 100);
    }
    points.clear();
    points.append(0, 1);
    assertSameExtent(points, 0, 1);
  }
}
