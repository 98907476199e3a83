package app.valence.ui.controls.chart;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.ui.controls.chart.ChartExport.Format;
import atlantafx.base.theme.PrimerLight;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Application;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ScrollEvent.HorizontalTextScrollUnits;
import javafx.scene.input.ScrollEvent.VerticalTextScrollUnits;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class ChartTest {
  private final ChartData data = new ChartData("Loss", "step", "nats");
  private Chart chart;
  private Curve train;
  private Curve evaluation;

  @Start
  void start(Stage stage) {
    Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    train = data.addCurve("training", CurveColor.BLUE, CurveStyle.LINE);
    evaluation = data.addCurve("evaluation", CurveColor.VERMILLION, CurveStyle.LINE);
    for (int i = 0; i <= 100; i++) {
      train.append(i, i >= 40 && i <= 60 ? Double.NaN : 1);
      evaluation.append(i, 0.5);
    }
    data.yRangeProperty().set(new ValueRange(0, 2));
    chart = new Chart();
    chart.setData(data);
    stage.setScene(new Scene(new StackPane(chart), 640, 400));
    stage.show();
  }

  @Test
  void hoverReadsTheNearestValues(FxRobot robot) {
    robot.moveTo(screen(25, 0.3));
    await(() -> chart.plot().hoverLayer().isVisible());
    assertThat(chart.plot().hoverLayer().readOut().texts())
        .containsExactly("step 25", "training", "1", "evaluation", "0.5000");
  }

  @Test
  void readOutStaysInsideAtEveryEdge(FxRobot robot) {
    for (double x : new double[] {0.5, 99.5}) {
      for (double y : new double[] {0.03, 1.97}) {
        robot.moveTo(screen(x, y));
        await(() -> chart.plot().hoverLayer().isVisible());
        var box = chart.plot().hoverLayer().readOut().getBoundsInParent();
        assertThat(box.getWidth()).isGreaterThan(60);
        var readOut = chart.plot().hoverLayer().readOut();
        assertThat(readOut.getLayoutX()).isGreaterThanOrEqualTo(0);
        assertThat(readOut.getLayoutY()).isGreaterThanOrEqualTo(0);
        assertThat(readOut.getLayoutX() + readOut.getWidth())
            .isLessThanOrEqualTo(chart.plot().getWidth());
        assertThat(readOut.getLayoutY() + readOut.getHeight())
            .isLessThanOrEqualTo(chart.plot().getHeight());
      }
    }
  }

  @Test
  void legendHidesACurveAndShowsItAgain(FxRobot robot) {
    assertThat(hasColor(evaluation, 30, 0.5)).isTrue();
    ToggleButton button = robot.lookup(".legend-item").nth(1).queryAs(ToggleButton.class);
    robot.clickOn(button);
    assertThat(evaluation.isVisible()).isFalse();
    assertThat(button.getAccessibleText()).isEqualTo("evaluation, hidden");
    assertThat(hasColor(evaluation, 30, 0.5)).isFalse();
    robot.clickOn(button);
    assertThat(hasColor(evaluation, 30, 0.5)).isTrue();
  }

  @Test
  void wheelZoomsAboutTheMouseAndADoubleClickShowsEverything(FxRobot robot) {
    robot.moveTo(screen(50, 1.5));
    robot.interact(() -> scroll(3));
    await(() -> chart.plot().zoom().isZoomed());
    ValueRange range = chart.plot().zoom().range();
    assertThat(range.length()).isLessThan(80);
    assertThat((range.from() + range.to()) / 2).isBetween(48.0, 52.0);
    robot.doubleClickOn(MouseButton.PRIMARY);
    await(() -> !chart.plot().zoom().isZoomed());
  }

  @Test
  void draggingShowsTheStretch(FxRobot robot) {
    robot.drag(screen(20, 1.5), MouseButton.PRIMARY).dropTo(screen(70, 1.6));
    ValueRange range = chart.plot().zoom().range();
    assertThat(range.from()).isBetween(18.0, 22.0);
    assertThat(range.to()).isBetween(68.0, 72.0);
  }

  @Test
  void keysZoomAndMove(FxRobot robot) {
    robot.interact(() -> chart.plot().requestFocus());
    robot.type(KeyCode.ADD, 3);
    double from = chart.plot().zoom().range().from();
    assertThat(from).isGreaterThan(10);
    robot.type(KeyCode.RIGHT);
    assertThat(chart.plot().zoom().range().from()).isGreaterThan(from);
    robot.type(KeyCode.HOME);
    assertThat(chart.plot().zoom().isZoomed()).isFalse();
  }

  @Test
  void notANumberIsAGap() {
    assertThat(hasColor(train, 20, 1)).isTrue();
    assertThat(hasColor(train, 50, 1)).isFalse();
    assertThat(hasColor(evaluation, 50, 0.5)).isTrue();
  }

  @Test
  void manyAppendsOfOnePulseAreDrawnOnce(FxRobot robot) {
    var before = new AtomicLong();
    robot.interact(
        () -> {
          before.set(chart.plot().drawings());
          for (int i = 101; i < 200; i++) {
            train.append(i, 1);
            data.changed();
          }
        });
    await(() -> chart.plot().drawings() > before.get());
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(chart.plot().drawings()).isEqualTo(before.get() + 1);
    assertThat(chart.plot().zoom().range()).isEqualTo(new ValueRange(0, 199));
  }

  @Test
  void aHiddenChartIsDrawnOnceItIsSeen(FxRobot robot) {
    var before = new AtomicLong();
    robot.interact(
        () -> {
          chart.getParent().setVisible(false);
          before.set(chart.plot().drawings());
          data.changed();
        });
    robot.interact(data::changed);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(chart.plot().drawings()).isEqualTo(before.get());
    robot.interact(() -> chart.getParent().setVisible(true));
    await(() -> chart.plot().drawings() > before.get());
  }

  @Test
  void menuOffersExportOnlyToAViewThatCanAskForAFile(FxRobot robot) {
    var asked = new ArrayList<Format>();
    robot.interact(
        () -> {
          var menu = new ContextMenu();
          ChartMenu.fill(menu, chart);
          assertThat(menu.getItems()).hasSize(2);
          chart.setOnExport(asked::add);
          ChartMenu.fill(menu, chart);
          List<MenuItem> items = menu.getItems();
          items.subList(3, 6).forEach(MenuItem::fire);
          items.get(1).fire();
        });
    assertThat(asked).containsExactly(Format.PNG, Format.SVG, Format.CSV);
    assertThat(data.yScaleProperty().get()).isEqualTo(AxisScale.LOG);
  }

  /** Not by the robot: the wheel of Monocle turns the other way round. */
  private void scroll(int clicks) {
    PlotPane plot = chart.plot();
    Point2D at = plot.screenToLocal(screen(50, 1.5));
    PickResult pick = new PickResult(plot, at.getX(), at.getY());
    for (int i = 0; i < clicks; i++) {
      plot.fireEvent(
          new ScrollEvent(
              ScrollEvent.SCROLL,
              at.getX(),
              at.getY(),
              0,
              0,
              false,
              false,
              false,
              false,
              false,
              false,
              0,
              40,
              0,
              40,
              HorizontalTextScrollUnits.NONE,
              0,
              VerticalTextScrollUnits.NONE,
              0,
              0,
              pick));
    }
  }

  private Point2D screen(double x, double y) {
    Viewport viewport = chart.plot().viewport();
    return chart.plot().localToScreen(viewport.pixelX(x), viewport.pixelY(y));
  }

  /** Whether the picture has the full colour of a curve near a point of the plot. */
  private boolean hasColor(Curve curve, double x, double y) {
    WaitForAsyncUtils.waitForFxEvents();
    WritableImage image =
        WaitForAsyncUtils.waitForAsyncFx(5000, () -> chart.getScene().snapshot(null));
    Viewport viewport = chart.plot().viewport();
    Point2D at = chart.plot().localToScene(viewport.pixelX(x), viewport.pixelY(y));
    int rgb = curve.color().rgb(false);
    for (int dx = -3; dx <= 3; dx++) {
      for (int dy = -3; dy <= 3; dy++) {
        int argb = image.getPixelReader().getArgb((int) at.getX() + dx, (int) at.getY() + dy);
        if ((argb & 0xFFFFFF) == rgb) {
          return true;
        }
      }
    }
    return false;
  }

  private static void await(Callable<Boolean> condition) {
    try {
      WaitForAsyncUtils.waitFor(5, TimeUnit.SECONDS, condition);
    } catch (TimeoutException e) {
      throw new AssertionError("the condition never held", e);
    }
  }
}
