package app.valence.ui.controls.chart;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import atlantafx.base.theme.Theme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.application.Application;
import javafx.geometry.Insets;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class ChartPictureTest {
  private Stage stage;

  @Start
  void start(Stage primary) {
    stage = primary;
  }

  @AfterEach
  void close() throws Exception {
    FxToolkit.hideStage();
  }

  @Test
  void picturesOfBothThemesDifferInTheirBackground(FxRobot robot) throws Exception {
    WritableImage light = picture(robot, new PrimerLight(), "chart-light.png");
    WritableImage dark = picture(robot, new PrimerDark(), "chart-dark.png");
    assertThat(light.getPixelReader().getColor(2, 2).getBrightness()).isGreaterThan(0.9);
    assertThat(dark.getPixelReader().getColor(2, 2).getBrightness()).isLessThan(0.3);
  }

  private WritableImage picture(FxRobot robot, Theme theme, String file) throws Exception {
    Path folder = Files.createDirectories(Path.of("target", "pictures"));
    var image = new WritableImage[1];
    Chart loss = new Chart();
    robot.interact(() -> show(theme, loss));
    robot.interact(() -> loss.plot().hover(new Point2D(300, 120)));
    robot.interact(() -> image[0] = stage.getScene().snapshot(null));
    ImageFiles.write(image[0], folder.resolve(file));
    robot.interact(
        () -> {
          try {
            loss.plot().hover(null);
            for (ChartExport.Format format : ChartExport.Format.values()) {
              String name = file.replace(".png", "-export." + format.extension());
              ChartExport.write(loss, format, folder.resolve(name));
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return image[0];
  }

  private void show(Theme theme, Chart loss) {
    Application.setUserAgentStylesheet(theme.getUserAgentStylesheet());
    loss.setData(TrainingCurves.loss());
    loss.setPrefSize(900, 380);
    var small = new GridPane();
    small.setHgap(20);
    small.add(chart(TrainingCurves.accuracy()), 0, 0);
    small.add(chart(TrainingCurves.learningRate()), 1, 0);
    small.add(chart(TrainingCurves.gradientNorm()), 2, 0);
    Chart empty = chart(new ChartData("Samples per second", "step", "samples/s"));
    empty.setEmptyText("Press Start: the speed shows here as soon as the first step is done.");
    small.add(empty, 3, 0);
    var root = new VBox(20, loss, small);
    root.setPadding(new Insets(16));
    stage.setScene(new Scene(root, 1280, 720));
    stage.show();
  }

  private static Chart chart(ChartData data) {
    var chart = new Chart();
    chart.setData(data);
    chart.setPrefSize(300, 220);
    return chart;
  }
}
