package app.valence.ui.testing;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.runs.RunStore;
import app.valence.ui.ScreenFixture;
import app.valence.ui.TestServices;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.navigation.Screen;
import app.valence.ui.testing.generation.FakeGenerator;
import app.valence.ui.testing.generation.GenerationView;
import app.valence.ui.testing.history.HistoryPane;
import app.valence.ui.text.Messages;
import app.valence.ui.theme.Appearance;
import app.valence.ui.workbench.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The Test screen with a language model. */
@ExtendWith(ApplicationExtension.class)
class GenerationScreenTest {
  /** What the rail and the inspector leave of the window's width, its header and strip above. */
  private static final Insets FRAME = new Insets(48, 0, 36, 84);

  private static final double INSPECTOR = 260;

  @TempDir Path runs;
  @TempDir Path models;
  private final TestServices dialogs = new TestServices();
  private final Navigator navigator = new Navigator();
  private final FakeGenerator generator = new FakeGenerator();
  private TestingViewModel model;
  private Scene scene;

  @Start
  void start(Stage stage) throws IOException {
    LanguageModelFolder.write(models.resolve("stories"), "LlamaForCausalLM");
    navigator.show(Screen.TEST);
    var place = new TestPlace(new RunStore(runs), models, new FakeScorer(), generator);
    model = new TestingViewModel(dialogs.threaded(), new Workbench(), navigator, place);
    var content = TestingScreen.create(model, Messages.of(TestingView.class, Locale.ENGLISH));
    var frame = new BorderPane(content.content());
    ((Region) content.inspector()).setPrefWidth(INSPECTOR);
    content.inspector().getStyleClass().add("hairline-left");
    frame.setRight(content.inspector());
    frame.setPadding(FRAME);
    scene = ScreenFixture.show(stage, frame, Appearance.LIGHT);
  }

  @AfterEach
  void close() {
    generator.gate.proceed();
    model.close();
  }

  @Test
  void aPersonLetsAModelWriteStopsItAndGetsAnEarlierTextBack(FxRobot robot)
      throws TimeoutException {
    waitFor(() -> model.stateProperty().get() == TestingState.READY);
    robot.interact(() -> ScreenFixture.picture(scene, "generation-empty-light"));
    TextArea prompt = robot.lookup("#prompt").queryAs(TextArea.class);
    assertThat(prompt.isFocused()).as("whoever types begins at once").isTrue();
    robot.clickOn("Story");
    assertThat(prompt.getText()).startsWith("Once upon a time");
    robot.clickOn("#prompt").push(KeyCode.CONTROL, KeyCode.ENTER);
    waitFor(() -> ending(robot).equals("Ended by the model"));
    assertThat(figures(robot)).endsWith("tokens/s");

    generator.gate.pause();
    for (int word = 0; word < 8; word++) {
      generator.gate.step();
    }
    robot.clickOn("#greedy").clickOn("#generate");
    waitFor(() -> figures(robot).startsWith("8 tokens"));
    assertThat(robot.lookup("#stop").query().isFocused()).isTrue();
    assertThat(robot.lookup("#temperature").query().isDisabled()).isTrue();
    pictures(robot, "generation-running");
    robot.push(KeyCode.SPACE);
    waitFor(() -> ending(robot).equals("Stopped"));
    assertThat(robot.lookup("#generate").query().isFocused()).isTrue();
    generator.gate.proceed();

    robot.clickOn("#text-copy");
    robot.interact(
        () ->
            assertThat(Clipboard.getSystemClipboard().getString())
                .startsWith("Once upon a time, there was a little girl named Lily.")
                .endsWith("loved to play outside"));
    TableView<?> texts = robot.lookup("#texts").queryTableView();
    assertThat(texts.getItems()).hasSize(2);
    robot.interact(() -> texts.getSelectionModel().select(1));
    waitFor(() -> ending(robot).equals("Ended by the model"));
    pictures(robot, "generation");
  }

  @Test
  void everythingIsReachedByTabAndWrongNumbersAreNamed(FxRobot robot) throws TimeoutException {
    waitFor(() -> model.stateProperty().get() == TestingState.READY);
    robot.clickOn("#prompt").write("One day").push(KeyCode.TAB);
    assertThat(focused().getId()).as("the toggle that holds").isIn("greedy", "sampled");
    Node last = focused();
    for (int i = 0; i < 4; i++) {
      robot.push(KeyCode.TAB);
      assertThat(focused()).isNotSameAs(last);
      last = focused();
    }
    robot.push(KeyCode.CONTROL, KeyCode.A).write("7");
    robot.clickOn("#temperature .text-field").push(KeyCode.CONTROL, KeyCode.A).write("9");
    waitFor(() -> problem(robot).isVisible());
    assertThat(problem(robot).getText()).startsWith("Temperature: Must be from");
    assertThat(robot.lookup("#generate").query().isDisabled()).isTrue();
    robot.interact(() -> ScreenFixture.picture(scene, "generation-wrong-light"));
  }

  @Test
  void everyTextIsThereInGermanToo() {
    for (Class<?> part : List.of(GenerationView.class, HistoryPane.class)) {
      ResourceBundle english = Messages.of(part, Locale.ENGLISH).bundle();
      ResourceBundle german = Messages.of(part, Locale.GERMAN).bundle();
      assertThat(german.getLocale()).isEqualTo(Locale.GERMAN);
      for (String key : english.keySet()) {
        assertThat(german.containsKey(key)).as(key).isTrue();
      }
    }
  }

  private Node focused() {
    return scene.getFocusOwner();
  }

  private void pictures(FxRobot robot, String name) {
    robot.interact(() -> ScreenFixture.picture(scene, name + "-light"));
    robot.interact(() -> resize(1024, 700));
    robot.interact(() -> ScreenFixture.picture(scene, name + "-light-small"));
    robot.interact(() -> resize(ScreenFixture.WIDTH, ScreenFixture.HEIGHT));
    robot.interact(
        () -> {
          ScreenFixture.dress(scene, Appearance.DARK);
          ScreenFixture.picture(scene, name + "-dark");
          ScreenFixture.dress(scene, Appearance.LIGHT);
        });
  }

  private void resize(double width, double height) {
    scene.getWindow().setWidth(width);
    scene.getWindow().setHeight(height);
  }

  private static Label problem(FxRobot robot) {
    return robot.lookup("#textProblem").queryAs(Label.class);
  }

  private static String ending(FxRobot robot) {
    return robot.lookup("#ending").queryAs(Label.class).getText();
  }

  private static String figures(FxRobot robot) {
    return robot.lookup("#figures").queryAs(Label.class).getText();
  }

  private static void waitFor(java.util.concurrent.Callable<Boolean> condition)
      throws TimeoutException {
    WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, condition);
    WaitForAsyncUtils.waitForFxEvents();
  }
}
