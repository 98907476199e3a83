package app.valence.ui.controls.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChartRangesTest {
  private final ChartData data = new ChartData("Loss", "step", "");
  private Curve curve;

  @BeforeEach
  void addCurve() {
    curve = data.addCurve("evaluation", CurveColor.BLUE, CurveStyle.LINE);
    curve.append(10, 3.4);
    curve.append(20, 3.1);
  }

  private ValueRange y() {
    return ChartRanges.y(data, ChartRanges.x(data));
  }

  @Test
  void aLevelNearTheCurvesIsInSight() {
    assertThat(y().from()).isGreaterThan(3.01);
    data.levels().add(new Level(3.01, "study"));
    assertThat(y().from()).isLessThanOrEqualTo(3.01);
    assertThat(y().to()).isLessThan(3.6);
  }

  @Test
  void aLevelFarFromTheCurvesDoesNotFlattenThem() {
    ValueRange without = y();
    data.levels().add(new Level(275, "study"));
    data.levels().add(new Level(Double.NaN, "unknown"));
    assertThat(y()).isEqualTo(without);
    data.yScaleProperty().set(AxisScale.LOG);
    data.levels().add(new Level(0, "no place"));
    assertThat(y().to()).isLessThan(4);
  }

  @Test
  void stepsToComeAreShownWhereTheirNumberIsKnown() {
    assertThat(ChartRanges.x(data)).isEqualTo(new ValueRange(10, 20));
    data.xRangeProperty().set(new ValueRange(0, 750));
    assertThat(ChartRanges.x(data)).isEqualTo(new ValueRange(0, 750));
    data.xScaleProperty().set(AxisScale.LOG);
    assertThat(ChartRanges.x(data)).as("0 has no place there").isEqualTo(new ValueRange(10, 20));
  }
}
