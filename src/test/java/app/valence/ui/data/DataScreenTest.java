package app.valence.ui.data;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.jobs.DirectJobRunner;
import app.valence.ui.ScreenFixture;
import app.valence.ui.TestServices;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.navigation.ScreenContent;
import app.valence.ui.text.Messages;
import app.valence.ui.theme.Appearance;
import app.valence.ui.workbench.WindowServices;
import app.valence.ui.workbench.Workbench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class DataScreenTest {
  @TempDir Path folder;

  private final TestServices services = new TestServices();
  private DataViewModel model;
  private Stage stage;
  private Scene scene;
  private ScreenContent screen;

  @Start
  void start(Stage shown) {
    stage = shown;
    stage.setWidth(ScreenFixture.WIDTH);
    stage.setHeight(ScreenFixture.HEIGHT);
    model =
        new DataViewModel(
            services.threaded(), new Workbench(), new Navigator(), Path.of("samples"));
    screen = DataScreen.create(model, Messages.of(DataView.class, Locale.ENGLISH));
    var frame = new BorderPane(screen.content());
    frame.setRight(screen.inspector());
    ((Region) screen.inspector()).setPrefWidth(260);
    screen.inspector().getStyleClass().add("hairline-left");
    scene = ScreenFixture.show(stage, frame, Appearance.LIGHT);
  }

  @Test
  void aPersonOpensTheSampleSearchesAndReadsAnExample(FxRobot robot) throws Exception {
    robot.interact(() -> ScreenFixture.picture(scene, "data-empty-light"));
    robot.clickOn("Open the sample");
    waitFor(() -> "800 of 800".equals(model.hitsProperty().get()));
    pictures(robot, "data");

    robot.clickOn("#search").write("hotel");
    waitFor(() -> model.hitsProperty().get().startsWith("1"));
    robot.clickOn((ToggleButton) find(robot, "positive"));
    waitFor(() -> model.table().queryProperty().get().labels().size() == 1);
    TableView<Integer> table = robot.lookup("#table").queryTableView();
    waitFor(() -> table.getItems().size() == model.table().shownProperty().get().size());
    assertThat(table.getItems().size()).isBetween(1, 40);
    robot.interact(
        () -> {
          table.requestFocus();
          table.getSelectionModel().select(0);
        });
    robot.type(KeyCode.DOWN);

    TextArea whole = robot.lookup("#text").queryAs(TextArea.class);
    assertThat(whole.getText()).containsIgnoringCase("hotel");
    assertThat(model.detailsProperty().get().orElseThrow().labelName()).isEqualTo("positive");
    pictures(robot, "data-search");
  }

  @Test
  void aFindingLeadsToItsExample(FxRobot robot) throws Exception {
    Files.writeString(
        folder.resolve("train.tsv"),
        "text\tlabel\n"
            + "Lovely stay, would come again.\tpositive\n".repeat(2)
            + "The room was small and loud.\tnegative\n"
            + "Lovely  stay, would come again.\tnegative\n"
            + "\tnegative\n"
            + "Breakfast ended at nine.\tneutral\n");
    Files.writeString(
        folder.resolve("test.tsv"), "text\tlabel\nThe room was small and loud.\tnegative\n");
    Files.writeString(
        folder.resolve("dev.tsv"), "text\tlabel\nNever again!\tnegative\nFine.\tneutral\n");
    robot.interact(() -> model.open(List.of(folder)));
    waitFor(() -> model.overviewProperty().get().isPresent());
    robot.clickOn("1 text in both Test and Training").type(KeyCode.RIGHT).type(KeyCode.DOWN);
    robot.type(KeyCode.ENTER);
    waitFor(() -> model.detailsProperty().get().isPresent());
    assertThat(model.detailsProperty().get().orElseThrow().text())
        .isEqualTo("The room was small and loud.");
    pictures(robot, "data-findings");

    Path broken = folder.resolve("broken.csv");
    Files.writeString(broken, "sentence,opinion\nGood,1\nBad,0\n");
    robot.interact(() -> model.open(List.of(broken)));
    waitFor(() -> model.opening().failureProperty().get() != null);
    assertThat(robot.lookup("#failure").query().isVisible()).isTrue();
    pictures(robot, "data-failure");
  }

  @Test
  void everythingFitsASmallWindowInGerman(FxRobot robot) throws Exception {
    robot.interact(
        () -> {
          var german = Messages.of(DataView.class, Locale.GERMAN);
          var words =
              new WindowServices(
                  new FxJobRunner(new DirectJobRunner(), Runnable::run),
                  services,
                  services,
                  services,
                  Locale.GERMAN);
          model = new DataViewModel(words, new Workbench(), new Navigator(), Path.of("samples"));
          ((BorderPane) scene.getRoot()).setRight(null);
          ((BorderPane) scene.getRoot()).setCenter(DataScreen.create(model, german).content());
          stage.setWidth(680);
          stage.setHeight(600);
          model.noisySampleCommand().execute();
        });

    assertThat(model.hitsProperty().get()).isEqualTo("800 von 800");
    Region side = robot.lookup(".side-cards").queryAs(Region.class);
    Region viewport = robot.lookup(".side > .viewport").queryAs(Region.class);
    assertThat(side.getWidth()).isPositive().isLessThanOrEqualTo(viewport.getWidth() + 0.5);
    pictures(robot, "data-small-german");
  }

  private static Node find(FxRobot robot, String label) {
    return robot
        .lookup(node -> node instanceof ToggleButton b && b.getText().startsWith(label))
        .query();
  }

  private void pictures(FxRobot robot, String name) {
    WaitForAsyncUtils.waitForFxEvents(10);
    robot.interact(
        () -> {
          scene.getRoot().layout();
          ScreenFixture.picture(scene, name + "-light");
          ScreenFixture.dress(scene, Appearance.DARK);
          ScreenFixture.picture(scene, name + "-dark");
          ScreenFixture.dress(scene, Appearance.LIGHT);
        });
  }

  private static void waitFor(Callable<Boolean> condition) throws Exception {
    WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, condition);
    WaitForAsyncUtils.waitForFxEvents();
  }
}
