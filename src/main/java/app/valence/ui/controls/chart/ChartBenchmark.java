package app.valence.ui.controls.chart;

import atlantafx.base.theme.PrimerLight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.TilePane;
import javafx.stage.Stage;

/**
 * Measures how many frames a second stay when many long curves grow at once, against the same
 * curves drawn as plain polylines in the same run.
 */
public final class ChartBenchmark {
  private static final int CURVES = 15;
  private static final int COLUMNS = 5;
  private static final int POINTS = 100_000;
  private static final int POINTS_PER_UPDATE = 20;
  private static final long UPDATE_NANOS = 50_000_000;

  /** Let the compiler and the window settle before anything counts. */
  private static final double WARM_UP_SECONDS = 2;

  private final double seconds;
  private final CountDownLatch done = new CountDownLatch(1);
  private final Random random = new Random(1);
  private final List<ChartData> data = new ArrayList<>();
  private final TilePane tiles = new TilePane();

  private ChartBenchmark(double seconds) {
    this.seconds = seconds;
  }

  /**
   * Opens a window, measures and prints. It starts JavaFX, so nothing may have started it before.
   *
   * @param seconds how long each of the two phases takes
   * @throws UnsupportedOperationException if there is no display
   */
  public static void run(double seconds) {
    var benchmark = new ChartBenchmark(seconds);
    Platform.startup(benchmark::open);
    try {
      benchmark.done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Platform.exit();
  }

  private void open() {
    Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    for (int i = 0; i < CURVES; i++) {
      var chart = new ChartData("Loss " + (i + 1), "step", "Loss");
      Curve curve = chart.addCurve("training", CurveColor.BLUE, CurveStyle.RAW_WITH_EMA);
      curve.setSmoothing(0.98);
      grow(curve, POINTS);
      data.add(chart);
    }
    tiles.setPrefColumns(COLUMNS);
    tiles.setPrefTileWidth(1280.0 / COLUMNS);
    tiles.setPrefTileHeight(800.0 / Math.ceil(CURVES / (double) COLUMNS));
    var stage = new Stage();
    stage.setScene(new Scene(tiles, 1280, 800));
    stage.show();
    System.out.printf(
        Locale.ROOT,
        "%d charts of %,d points each, 20 updates a second, %.0f s a phase, prism.order=%s%n",
        CURVES,
        POINTS,
        seconds,
        System.getProperty("prism.order", "default"));
    measureCharts(stage);
  }

  private void measureCharts(Stage stage) {
    List<Chart> charts = data.stream().map(ChartBenchmark::chart).toList();
    measure(
        charts,
        () -> {},
        chart -> {
          System.out.println(chart.line("min/max columns"));
          measurePolylines(stage, chart);
        });
  }

  private void measurePolylines(Stage stage, FrameMeter.Result chart) {
    var plots = data.stream().map(d -> new PolylinePlot(d.curves().get(0))).toList();
    measure(
        plots,
        () -> plots.forEach(PolylinePlot::requestLayout),
        polyline -> {
          System.out.println(polyline.line("polyline"));
          System.out.printf(
              Locale.ROOT,
              "ratio: %.1f times the frames, 1/%.0f of the CPU an update%n",
              chart.framesPerSecond() / polyline.framesPerSecond(),
              polyline.millisPerUpdate() / chart.millisPerUpdate());
          stage.close();
          done.countDown();
        });
  }

  private static Chart chart(ChartData data) {
    var chart = new Chart();
    chart.setData(data);
    return chart;
  }

  private void grow(Curve curve, int points) {
    for (int i = 0; i < points; i++) {
      int step = curve.size();
      double trend = 0.2 + 1.2 * Math.exp(-step / 30_000.0);
      curve.append(step, Math.max(0, trend + random.nextGaussian() * 0.08));
    }
  }

  /** Shows nodes, lets the curves grow and hands over what came of it. */
  private void measure(
      List<? extends Node> nodes, Runnable redraw, Consumer<FrameMeter.Result> then) {
    tiles.getChildren().setAll(nodes);
    var meter = new FrameMeter();
    new AnimationTimer() {
      private long firstAt;
      private long nextUpdate;
      private boolean warm;

      @Override
      public void handle(long now) {
        if (firstAt == 0) {
          firstAt = now;
        }
        if (!warm && now - firstAt >= WARM_UP_SECONDS * 1e9) {
          warm = true;
          meter.start(now);
        } else if (warm) {
          meter.frame(now);
        }
        if (warm && meter.seconds() >= seconds) {
          stop();
          then.accept(meter.result());
        } else if (now >= nextUpdate) {
          nextUpdate = Math.max(nextUpdate + UPDATE_NANOS, now);
          update();
        }
      }

      private void update() {
        meter.update();
        for (ChartData chart : data) {
          grow(chart.curves().get(0), POINTS_PER_UPDATE);
          chart.changed();
        }
        redraw.run();
      }
    }.start();
  }
}
