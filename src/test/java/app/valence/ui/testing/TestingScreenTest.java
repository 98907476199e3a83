package app.valence.ui.testing;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.data.LabelSet;
import app.valence.data.reading.ImportOptions;
import app.valence.runs.RunStore;
import app.valence.training.setup.TrainingData;
import app.valence.ui.ScreenFixture;
import app.valence.ui.TestServices;
import app.valence.ui.controls.ClassBar;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.navigation.Screen;
import app.valence.ui.navigation.ScreenContent;
import app.valence.ui.testing.generation.FakeGenerator;
import app.valence.ui.text.Messages;
import app.valence.ui.theme.Appearance;
import app.valence.ui.workbench.OpenData;
import app.valence.ui.workbench.OpenModel;
import app.valence.ui.workbench.Workbench;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
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

@ExtendWith(ApplicationExtension.class)
class TestingScreenTest {
  /** What the rail and the inspector leave of the window's width, its header and strip above. */
  private static final Insets FRAME = new Insets(48, 0, 36, 84);

  private static final double INSPECTOR = 260;

  @TempDir Path runs;
  @TempDir Path models;
  private final TestServices dialogs = new TestServices();
  private final Workbench workbench = new Workbench();
  private final Navigator navigator = new Navigator();
  private final FakeScorer scorer = new FakeScorer();
  private final FakeGenerator generator = new FakeGenerator();
  private TestingViewModel model;
  private Scene scene;
  private ScreenContent content;

  private TestPlace place() {
    return new TestPlace(new RunStore(runs), models, scorer, generator);
  }

  @Start
  void start(Stage stage) {
    navigator.show(Screen.TEST);
    model = new TestingViewModel(dialogs.threaded(), workbench, navigator, place());
    content = TestingScreen.create(model, Messages.of(TestingView.class, Locale.ENGLISH));
    var frame = new BorderPane(content.content());
    ((Region) content.inspector()).setPrefWidth(INSPECTOR);
    content.inspector().getStyleClass().add("hairline-left");
    frame.setRight(content.inspector());
    frame.setPadding(FRAME);
    scene = ScreenFixture.show(stage, frame, Appearance.LIGHT);
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void aPersonChoosesAModelTypesAndKeepsSentences(FxRobot robot) throws TimeoutException {
    robot.interact(() -> ScreenFixture.picture(scene, "testing-empty-light"));
    assertThat(robot.lookup(".empty-state .button").queryAll()).hasSize(2);
    robot.interact(() -> workbench.dataProperty().set(data()));
    robot.interact(() -> workbench.modelProperty().set(model("bert-mini", "older")));
    robot.interact(() -> workbench.modelProperty().set(model("bert-small, 3 epochs", "run")));
    waitFor(() -> model.stateProperty().get() == TestingState.READY);
    ComboBox<TestableModel> models = robot.lookup("#models").queryComboBox();
    assertThat(models.getValue().model().name()).isEqualTo("bert-small, 3 epochs");

    robot.clickOn("#text").write("The camera is superb");
    waitFor(() -> prediction(robot).equals("positive"));
    waitFor(() -> bar(robot, 2).shareProperty().get() > 0.8);
    robot.push(KeyCode.CONTROL, KeyCode.ENTER);
    waitFor(() -> model.history().entries().size() == 1);

    robot.clickOn("Complaint");
    waitFor(() -> prediction(robot).equals("negative"));
    waitFor(() -> bar(robot, 0).shareProperty().get() > 0.8);
    robot.clickOn("#keep");
    robot.interact(() -> models.setValue(models.getItems().get(1)));
    waitFor(() -> model.stateProperty().get() == TestingState.READY);
    assertThat(model.chosenProperty().get()).isEqualTo(model("bert-mini", "older"));
    keepMore(robot);
    robot.interact(() -> {});
    pictures(robot, "testing");

    robot.clickOn("#history-copy");
    robot.interact(
        () ->
            assertThat(Clipboard.getSystemClipboard().getString())
                .contains("The camera is superb\tpositive\t"));
    robot.clickOn("#history-clear");
    assertThat(model.history().entries()).isEmpty();
    robot.clickOn("#history-undo");
    TableView<HistoryEntry> history = robot.lookup("#history").queryTableView();
    assertThat(history.getItems()).hasSize(5);
    robot.clickOn("Great coffee, lovely people, late train.");
    waitFor(() -> text(robot).getText().startsWith("Great coffee"));
  }

  private void keepMore(FxRobot robot) throws TimeoutException {
    robot.clickOn("Mixed feelings");
    waitFor(() -> prediction(robot).equals("positive"));
    robot.clickOn("#keep");
    robot.interact(
        () -> model.sentence().tryOut(Sample.typed("Great coffee, lovely people, late train.")));
    waitFor(() -> prediction(robot).equals("positive"));
    robot.clickOn("#keep");
    robot.clickOn("#random");
    waitFor(() -> robot.lookup("#truth").queryAs(Label.class).isVisible());
    robot.clickOn("#keep");
    waitFor(() -> model.history().entries().size() == 5);
    robot.interact(() -> robot.lookup("#history").queryTableView().getSelectionModel().select(0));
  }

  private void pictures(FxRobot robot, String name) throws TimeoutException {
    waitFor(() -> bar(robot, 0).shareProperty().get() > 0.5);
    robot.interact(() -> ScreenFixture.picture(scene, name + "-light"));
    robot.interact(() -> ScreenFixture.picture(scene, name + "-light-200", 2));
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

  @Test
  void tabLeavesTheSentenceAndUndoBringsATypedTextBack(FxRobot robot) throws TimeoutException {
    robot.interact(() -> workbench.modelProperty().set(model("bert-small", "run")));
    waitFor(() -> model.stateProperty().get() == TestingState.READY);
    robot.clickOn("#text").write("good");
    robot.clickOn("Praise");
    assertThat(text(robot).getText()).startsWith("The staff");
    robot.clickOn("#text").push(KeyCode.CONTROL, KeyCode.Z);
    assertThat(text(robot).getText()).isEqualTo("good");
    robot.push(KeyCode.TAB);
    assertThat(text(robot).isFocused()).isFalse();
    assertThat(text(robot).getText()).isEqualTo("good");
  }

  @Test
  void aModelThatCannotBeLoadedIsSaidInPlace(FxRobot robot) throws TimeoutException {
    scorer.broken.add(model("broken", "broken").folder());
    robot.interact(() -> workbench.modelProperty().set(model("broken", "broken")));
    waitFor(() -> robot.lookup("#problem").queryAs(Label.class).isVisible());
    assertThat(robot.lookup("#problem").queryAs(Label.class).getText())
        .contains("Choose the folder");
    robot.interact(() -> ScreenFixture.picture(scene, "testing-failed-light"));
    scorer.broken.clear();
    robot.clickOn("#retry");
    waitFor(() -> model.stateProperty().get() == TestingState.READY);
  }

  @Test
  void everyTextIsThereInGermanToo() {
    ResourceBundle english = Messages.of(TestingView.class, Locale.ENGLISH).bundle();
    var german =
        ResourceBundle.getBundle(
            "app.valence.ui.testing.messages",
            Locale.GERMAN,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    assertThat(german.getLocale()).isEqualTo(Locale.GERMAN);
    for (String key : english.keySet()) {
      assertThat(german.containsKey(key)).as(key).isTrue();
    }
  }

  private static OpenModel model(String name, String folder) {
    return new OpenModel(name, Path.of("/home/ada/Valence/runs", folder));
  }

  private static String prediction(FxRobot robot) {
    return robot.lookup("#prediction").queryAs(Label.class).getText();
  }

  private static ClassBar bar(FxRobot robot, int label) {
    return robot.lookup(".probability-bars .class-bar").<ClassBar>queryAll().stream()
        .skip(label)
        .findFirst()
        .orElseThrow();
  }

  private static TextArea text(FxRobot robot) {
    return robot.lookup("#text").queryAs(TextArea.class);
  }

  private static void waitFor(java.util.concurrent.Callable<Boolean> condition)
      throws TimeoutException {
    WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, condition);
    WaitForAsyncUtils.waitForFxEvents();
  }

  private static OpenData data() {
    LabelSet labels = LabelSet.of(List.of("negative", "neutral", "positive"));
    String late = "The tram was late again, and nobody told us that we waited for nothing.";
    var test = new Dataset("test.tsv", List.of(new Example(late, 0, 118)), labels);
    var content =
        new TrainingData(test.named("train"), Optional.empty(), Optional.of(test), false, Map.of());
    var sources =
        new TrainingData.Sources(
            Path.of("train"), Optional.empty(), false, Optional.of(Path.of("test")));
    return new OpenData("sample", sources, ImportOptions.DEFAULTS, content);
  }
}
