package app.valence.ui.controls.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ZoomTest {
  private final Zoom zoom = new Zoom();

  ZoomTest() {
    zoom.setFull(new ValueRange(0, 100), AxisScale.LINEAR);
  }

  @Test
  void allOfItFollowsNewPointsAndAPartStays() {
    zoom.setFull(new ValueRange(0, 200), AxisScale.LINEAR);
    assertThat(zoom.range()).isEqualTo(new ValueRange(0, 200));
    zoom.show(150, 50);
    zoom.setFull(new ValueRange(0, 400), AxisScale.LINEAR);
    assertThat(zoom.range()).isEqualTo(new ValueRange(50, 150));
    zoom.reset();
    assertThat(zoom.range()).isEqualTo(new ValueRange(0, 400));
  }

  @Test
  void aPartThatIsGoneGivesWayToTheWhole() {
    zoom.show(50, 80);
    zoom.setFull(new ValueRange(0, 10), AxisScale.LINEAR);
    assertThat(zoom.range()).isEqualTo(new ValueRange(0, 10));
  }

  @Test
  void zoomKeepsTheCenterInPlaceAndEndsAtTheWhole() {
    zoom.by(0.5, 25);
    assertThat(zoom.range().from()).isCloseTo(12.5, within(1e-9));
    assertThat(zoom.range().to()).isCloseTo(62.5, within(1e-9));
    zoom.by(2, 25);
    assertThat(zoom.isZoomed()).isFalse();
    zoom.by(4, 25);
    assertThat(zoom.range()).isEqualTo(new ValueRange(0, 100));
  }

  @Test
  void panStopsAtTheEnds() {
    zoom.pan(0.5);
    assertThat(zoom.isZoomed()).isFalse();
    zoom.show(40, 60);
    zoom.pan(0.5);
    assertThat(zoom.range().from()).isCloseTo(50, within(1e-9));
    zoom.pan(99);
    assertThat(zoom.range().from()).isCloseTo(80, within(1e-9));
    assertThat(zoom.range().to()).isCloseTo(100, within(1e-9));
  }

  @Test
  void logAxesZoomByRatios() {
    zoom.setFull(new ValueRange(1, 10_000), AxisScale.LOG);
    zoom.by(0.5, 100);
    assertThat(zoom.range().from()).isCloseTo(10, within(1e-9));
    assertThat(zoom.range().to()).isCloseTo(1000, within(1e-6));
  }
}
