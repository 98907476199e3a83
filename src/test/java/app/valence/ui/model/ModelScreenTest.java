package app.valence.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.adaptation.AdaptedModels;
import app.valence.adaptation.TinyEncoder;
import app.valence.data.LabelSet;
import app.valence.data.reading.ImportOptions;
import app.valence.jobs.JobContext;
import app.valence.model.BundledModel;
import app.valence.model.ModelFolder;
import app.valence.tensor.Device;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.SharedRuntime;
import app.valence.training.setup.TrainingData;
import app.valence.ui.ScreenFixture;
import app.valence.ui.TestServices;
import app.valence.ui.jobs.RunPhase;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.navigation.Screen;
import app.valence.ui.navigation.ScreenContent;
import app.valence.ui.text.Messages;
import app.valence.ui.theme.Appearance;
import app.valence.ui.training.RecipePlace;
import app.valence.ui.training.Setting;
import app.valence.ui.training.TrainingViewModel;
import app.valence.ui.training.WorkspaceRuns;
import app.valence.ui.workbench.ModelStart;
import app.valence.ui.workbench.OpenData;
import app.valence.ui.workbench.WindowServices;
import app.valence.ui.workbench.Workbench;
import app.valence.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** From texts to an adapted model to a run that starts from it, on a screen in memory. */
@ExtendWith(ApplicationExtension.class)
@Timeout(300)
class ModelScreenTest {
  private static final int PATIENCE_SECONDS = 120;

  @TempDir static Path folder;
  private static Workspace workspace;
  private static SharedRuntime runtime;
  private static Path base;
  private static Path texts;

  private final Workbench workbench = new Workbench();
  private final Navigator navigator = new Navigator();
  private final TestServices dialogs = new TestServices();
  private Stage stage;
  private Scene scene;
  private ModelViewModel screen;

  @BeforeAll
  @SuppressWarnings("MustBeClosedChecker") // Closed after all tests.
  static void openWorkspace() throws IOException {
    workspace = Workspace.open(folder.resolve("workspace"));
    runtime = new SharedRuntime(RuntimeOptions.within(Device.CPU, 1), Optional.empty());
    base = TinyEncoder.save(folder.resolve("tiny-encoder"), runtime);
    Files.writeString(
        base.resolve("README.md"),
        """
        ---
        language: en
        ---
        # tiny-encoder

        Drawn for a test, with **one layer** and
        a [vocabulary](https://example.org) of its own.

        - knows nothing
        - is small

        ```
        valence train --base tiny-encoder
        ```
        """);
    texts = TinyEncoder.file(folder.resolve("letters.txt"), 1_500);
  }

  @AfterAll
  static void closeWorkspace() throws IOException {
    runtime.close();
    workspace.close();
  }

  @Start
  void start(Stage primary) {
    stage = primary;
  }

  @AfterEach
  void close() throws Exception {
    FxToolkit.hideStage();
  }

  private void open(Locale locale) {
    var usual = dialogs.threaded();
    var services =
        new WindowServices(usual.jobs(), usual.notices(), usual.files(), usual.questions(), locale);
    var place =
        new ModelPlace(
            new AdaptedModels(workspace.models()),
            new WorkspaceAdaptations(workspace, runtime),
            List.of(BundledModel.ENCODER),
            model -> model instanceof ModelFolder named ? named.folder() : base);
    screen = new ModelViewModel(services, workbench, navigator, place);
    ScreenContent content = ModelScreen.create(screen, Messages.of(ModelScreen.class, locale));
    var inspector = new ScrollPane(content.inspector());
    inspector.setFitToWidth(true);
    inspector.setMinWidth(260);
    inspector.setPrefWidth(260);
    HBox.setHgrow(content.content(), Priority.ALWAYS);
    scene = ScreenFixture.show(stage, new HBox(content.content(), inspector), Appearance.LIGHT);
  }

  private static Button button(FxRobot robot, String text) {
    return robot
        .lookup(
            node ->
                node instanceof Button b
                    && text.equals(b.getText())
                    && b.isManaged()
                    && b.localToScene(b.getBoundsInLocal()).getMinX() > 0
                    && isShown(b))
        .query();
  }

  private static boolean isShown(javafx.scene.Node node) {
    for (javafx.scene.Node n = node; n != null; n = n.getParent()) {
      if (!n.isVisible()) {
        return false;
      }
    }
    return true;
  }

  private void pictures(FxRobot robot, String name) {
    WaitForAsyncUtils.waitForFxEvents();
    robot.interact(
        () -> {
          ScreenFixture.picture(scene, name + "-light");
          ScreenFixture.dress(scene, Appearance.DARK);
          ScreenFixture.picture(scene, name + "-dark");
          ScreenFixture.dress(scene, Appearance.LIGHT);
        });
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    try {
      WaitForAsyncUtils.waitFor(
          PATIENCE_SECONDS,
          TimeUnit.SECONDS,
          () -> WaitForAsyncUtils.asyncFx(condition).get(10, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      throw new AssertionError("Waited in vain; what is shown: " + ScreenFixture.visibleTexts(), e);
    }
  }

  private static boolean says(String start) {
    return ScreenFixture.visibleTexts().stream().anyMatch(text -> text.startsWith(start));
  }

  private static OpenData sample() throws IOException {
    Path train = Path.of("samples", "sentiment", "train.tsv");
    var sources = new TrainingData.Sources(train, Optional.empty(), false, Optional.empty());
    var content =
        TrainingData.read(
            sources, ImportOptions.DEFAULTS, LabelSet.of(List.of()), 42, JobContext.detached());
    return new OpenData("sentiment", sources, ImportOptions.DEFAULTS, content);
  }

  @Test
  void textsAreChosenAModelIsAdaptedAndARunStartsFromIt(FxRobot robot) throws Exception {
    workbench.dataProperty().set(sample());
    robot.interact(() -> open(Locale.ENGLISH));
    dialogs.paths.add(base);
    robot.clickOn(button(robot, "Add a model folder…"));
    await(() -> says("knows nothing") || says("• knows nothing"));
    pictures(robot, "model-about");

    robot.clickOn(button(robot, "Adapt to my texts first"));
    dialogs.paths.add(texts);
    robot.clickOn(button(robot, "Add text files…"));
    robot.interact(
        () -> {
          AdaptationForm form = screen.adapting().setup().form();
          form.input(AdaptationSetting.LENGTH).set(32);
          form.input(AdaptationSetting.STEPS).set(40);
        });
    await(() -> says("1,500 texts, about"));
    pictures(robot, "model-adapt-setup");
    robot.clickOn(button(robot, "Start adapting"));
    await(() -> says("Adapted"));
    await(() -> says("All 40 steps were taken."));
    pictures(robot, "model-adapted");

    robot.clickOn(button(robot, "Train with this model"));
    assertThat(navigator.currentProperty().get()).isEqualTo(Screen.TRAIN);
    assertThat(workbench.startProperty().get().name()).isEqualTo("letters, from tiny-encoder");
    robot.interact(() -> trainOneEpoch());
    await(() -> training.phaseProperty().get() == RunPhase.IDLE);
    assertThat(training.state().errorProperty().get()).isEmpty();
    assertThat(training.state().reportProperty().get()).isNotNull();
    await(() -> screen.shelf().entries().size() == 6);
    robot.interact(() -> screen.adaptingShownProperty().set(false));
    await(() -> says("• Texts: letters.txt"));
    pictures(robot, "model-adapted-about");
  }

  private TrainingViewModel training;

  private void trainOneEpoch() {
    training =
        new TrainingViewModel(
            dialogs.threaded(),
            workbench,
            navigator,
            new WorkspaceRuns(workspace, runtime),
            new RecipePlace(folder.resolve("recipes"), (sources, reading, then) -> then.run()));
    assertThat(training.form().form().startProperty().get().name()).isEqualTo("FOLDER");
    training.form().form().input(Setting.EPOCHS).set(1);
    training.can().start().execute();
  }

  @Test
  void aFolderWithoutAModelSaysWhatIsMissing(FxRobot robot) throws Exception {
    robot.interact(() -> open(Locale.GERMAN));
    dialogs.paths.add(folder);
    robot.clickOn(button(robot, "Modellordner hinzufügen…"));
    await(() -> ScreenFixture.visibleTexts().stream().anyMatch(t -> t.contains("config.json")));
    assertThat(workbench.startProperty().get()).isEqualTo(ModelStart.BUNDLED);
    assertThat(button(robot, "Mit diesem Modell trainieren").isDisabled()).isTrue();
    pictures(robot, "model-problem");
    robot.interact(() -> screen.adaptingShownProperty().set(true));
    pictures(robot, "model-adapt-german");
  }
}
