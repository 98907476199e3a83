package app.valence.ui.start;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.runs.RunStatus;
import app.valence.runs.RunStore;
import app.valence.runs.StoredRun;
import app.valence.settings.SettingsFile;
import app.valence.ui.ScreenFixture;
import app.valence.ui.training.StartChoice;
import app.valence.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/**
 * The whole way of a newcomer: open, train on the sample, test a sentence; and an interrupted one.
 */
@ExtendWith(ApplicationExtension.class)
class WorkbenchWindowTest {
  private static final int PATIENCE_SECONDS = 60;

  @TempDir Path folder;

  private Stage stage;
  private WorkbenchWindow window;

  @Start
  void start(Stage first) throws IOException {
    open(first);
  }

  @SuppressWarnings("MustBeClosedChecker") // The window closes its workspace when it is put away.
  private void open(Stage on) throws IOException {
    stage = on;
    var file = new SettingsFile(folder.resolve("settings"));
    Workspace workspace = Workspace.open(folder.resolve("workspace"));
    window =
        new WorkbenchWindow(
            stage, workspace, new Preferences(file, file.loadSettings()), Locale.ENGLISH);
    window.show();
  }

  @AfterEach
  void close(FxRobot robot) throws Exception {
    robot.interact(window::closeWithoutAsking);
    await(() -> !stage.isShowing());
    window.putAway();
  }

  @Test
  void aNewcomerTrainsOnTheSampleAndTestsASentence(FxRobot robot) throws Exception {
    await(() -> ScreenFixture.visibleTexts().contains("800 of 800"));
    picture(robot, "window-data");
    go(robot, KeyCode.DIGIT3);
    startFromRandomWeights(robot);
    write(robot, "Epochs, passes", "3");
    robot.type(KeyCode.F5);
    await(() -> ScreenFixture.visibleTexts().contains("Training finished"));
    picture(robot, "window-train");
    assertThat(runs().get(0).record().status()).isEqualTo(RunStatus.FINISHED);
    assertThat(ScreenFixture.visibleTexts())
        .anyMatch(text -> text.startsWith("Measured on the 100 examples"));

    go(robot, KeyCode.DIGIT5);
    await(
        () -> ScreenFixture.visibleTexts().stream().anyMatch(text -> text.startsWith("3 classes")));
    robot.write("The film was a delight.");
    await(
        () ->
            ScreenFixture.visibleTexts().stream()
                    .filter(text -> text.matches("\\d?\\d\\.\\d ?%"))
                    .count()
                >= 3);
    picture(robot, "window-test");
  }

  @Test
  void aRunThatClosingInterruptsIsOfferedAgainAndGoesOn(FxRobot robot) throws Exception {
    await(() -> ScreenFixture.visibleTexts().contains("800 of 800"));
    go(robot, KeyCode.DIGIT3);
    startFromRandomWeights(robot);
    robot.type(KeyCode.F5);
    await(
        () ->
            ScreenFixture.visibleTexts().stream()
                .anyMatch(text -> text.matches("[2-9]\\d* / 380")));
    // Not by interact(): that would wait for the answer to the question.
    Platform.runLater(() -> stage.fireEvent(closeRequest()));
    await(() -> ScreenFixture.visibleTexts().contains("Keep training"));
    picture(robot, "window-closing");
    robot.clickOn("Stop, save and close");
    await(() -> !stage.isShowing());
    window.putAway();
    StoredRun interrupted = runs().get(0);
    assertThat(interrupted.record().status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(interrupted.isResumable()).isTrue();

    robot.interact(
        () -> {
          open(new Stage());
          return null;
        });
    await(() -> ScreenFixture.visibleTexts().contains("A run was interrupted"));
    robot.clickOn("Resume it");
    await(() -> ScreenFixture.visibleTexts().contains("Training finished"));
    StoredRun resumed = runs().get(0);
    assertThat(resumed.folder()).isEqualTo(interrupted.folder());
    assertThat(resumed.record().status()).isEqualTo(RunStatus.FINISHED);
  }

  private javafx.stage.WindowEvent closeRequest() {
    return new javafx.stage.WindowEvent(stage, javafx.stage.WindowEvent.WINDOW_CLOSE_REQUEST);
  }

  private List<StoredRun> runs() throws IOException {
    return new RunStore(folder.resolve("workspace").resolve("runs")).list().runs();
  }

  private static void go(FxRobot robot, KeyCode digit) {
    robot.press(KeyCode.CONTROL, digit).release(digit, KeyCode.CONTROL);
    WaitForAsyncUtils.waitForFxEvents();
  }

  private static void startFromRandomWeights(FxRobot robot) {
    ComboBox<StartChoice> start =
        robot
            .lookup(
                node -> node instanceof ComboBox && "Start from".equals(node.getAccessibleText()))
            .query();
    robot.interact(() -> start.setValue(StartChoice.TINY));
  }

  private static void write(FxRobot robot, String field, String text) {
    TextInputControl input =
        robot
            .lookup(
                node -> node instanceof TextInputControl && field.equals(node.getAccessibleText()))
            .query();
    robot.interact(() -> input.setText(text));
  }

  private void picture(FxRobot robot, String name) {
    WaitForAsyncUtils.waitForFxEvents();
    robot.interact(() -> ScreenFixture.picture(stage.getScene(), name));
  }

  private void await(Callable<Boolean> condition) throws Exception {
    try {
      WaitForAsyncUtils.waitFor(
          PATIENCE_SECONDS,
          TimeUnit.SECONDS,
          () -> WaitForAsyncUtils.asyncFx(condition).get(10, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      throw new AssertionError("Waited in vain; what is shown: " + ScreenFixture.visibleTexts(), e);
    }
  }
}
