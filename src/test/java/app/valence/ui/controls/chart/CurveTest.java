package app.valence.ui.controls.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CurveTest {
  @Test
  void averageIsTheOneOfTensorBoard() {
    var random = new Random(2);
    var curve = new Curve("train", CurveColor.BLUE, CurveStyle.RAW_WITH_EMA);
    curve.setSmoothing(0.6);
    double last = 0;
    int counted = 0;
    for (int i = 0; i < 300; i++) {
      double value = i % 7 == 3 ? Double.NaN : random.nextGaussian();
      curve.append(i, value);
      if (Double.isFinite(value)) {
        last = last * 0.6 + (1 - 0.6) * value;
        counted++;
        double debiased = last / (1 - Math.pow(0.6, counted));
        assertThat(curve.smoothed(i)).isCloseTo(debiased, within(1e-12));
      } else {
        assertThat(curve.smoothed(i)).isNaN();
      }
    }
  }

  @Test
  void otherSmoothingHoldsFromTheFirstPointOn() {
    var curve = new Curve("train", CurveColor.BLUE, CurveStyle.RAW_WITH_EMA);
    curve.append(0, 1);
    curve.append(1, 0);
    double before = curve.smoothed(1);
    curve.setSmoothing(0.5);
    assertThat(curve.smoothed(1)).isNotEqualTo(before).isCloseTo(1 / 3.0, within(1e-12));
    curve.setSmoothing(0);
    assertThat(curve.smoothed(1)).isZero();
    curve.clear();
    curve.setSmoothing(0.9);
    curve.append(0, 4);
    assertThat(curve.smoothed(0)).isCloseTo(4, within(1e-12));
  }

  @Test
  void chartDataAsksForOneDrawingPerChange() {
    var data = new ChartData("Loss", "step", "loss");
    Curve curve = data.addCurve("train", CurveColor.BLUE, CurveStyle.LINE);
    long before = data.revisionProperty().get();
    curve.append(1, 2);
    curve.append(2, 2);
    assertThat(data.revisionProperty().get()).isEqualTo(before);
    data.changed();
    assertThat(data.revisionProperty().get()).isEqualTo(before + 1);
    data.titleProperty().set("a");
    data.titleProperty().set("b");
    data.markers().add(new Marker(1, "best"));
    assertThat(data.revisionProperty().get()).isEqualTo(before + 4);
    curve.setVisible(false);
    assertThat(data.revisionProperty().get()).isGreaterThan(before + 4);
  }
}
