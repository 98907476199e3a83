package app.valence.ui.training;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.jobs.Outcome;
import app.valence.training.EndReason;
import app.valence.ui.ScreenFixture;
import app.valence.ui.TestServices;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.navigation.ScreenContent;
import app.valence.ui.text.Messages;
import app.valence.ui.theme.Appearance;
import app.valence.ui.workbench.WindowServices;
import app.valence.ui.workbench.Workbench;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The way of a person through the screen, and pictures of its stations. */
@ExtendWith(ApplicationExtension.class)
class TrainingScreenTest {
  private final HeldRuns runs = new HeldRuns();
  private final Workbench workbench = new Workbench();
  private final TestServices dialogs = new TestServices();
  private Stage stage;
  private Scene scene;

  @Start
  void start(Stage primary) {
    stage = primary;
  }

  @AfterEach
  void close() throws Exception {
    FxToolkit.hideStage();
  }

  private TrainingViewModel open(Locale locale) {
    var jobs = new FxJobRunner(runs, Runnable::run);
    var services = new WindowServices(jobs, dialogs, dialogs, dialogs, locale);
    var viewModel =
        new TrainingViewModel(services, workbench, new Navigator(), runs, MadeRun.RECIPES);
    viewModel.form().form().startProperty().set(StartChoice.TINY);
    ScreenContent screen =
        TrainingScreen.create(viewModel, Messages.of(TrainingView.class, locale));
    var inspector = new ScrollPane(screen.inspector());
    inspector.setFitToWidth(true);
    inspector.setMinWidth(260);
    inspector.setPrefWidth(260);
    HBox.setHgrow(screen.content(), Priority.ALWAYS);
    scene = ScreenFixture.show(stage, new HBox(screen.content(), inspector), Appearance.LIGHT);
    return viewModel;
  }

  private void pictures(String name) {
    scene.getRoot().layout();
    ScreenFixture.picture(scene, name + "-light");
    ScreenFixture.dress(scene, Appearance.DARK);
    ScreenFixture.picture(scene, name + "-dark");
    ScreenFixture.dress(scene, Appearance.LIGHT);
  }

  private static Button button(FxRobot robot, String text) {
    return robot.lookup(node -> node instanceof Button b && text.equals(b.getText())).query();
  }

  @Test
  void withoutDataItOffersToOpenSome(FxRobot robot) {
    robot.interact(() -> open(Locale.ENGLISH));
    assertThat(button(robot, "Open data").isVisible()).isTrue();
    robot.interact(() -> pictures("train-empty"));
  }

  @Test
  void aWrongNumberIsExplainedBelowItsFieldAndForbidsTheStart(FxRobot robot) {
    workbench.dataProperty().set(MadeRun.sample());
    robot.interact(() -> open(Locale.ENGLISH));
    TextField rate =
        robot.lookup(node -> node instanceof TextField f && f.getText().equals("0.0005")).query();
    robot.clickOn(rate).type(KeyCode.UP);
    assertThat(rate.getText()).isEqualTo("0.001");
    robot.interact(rate::clear);
    robot.clickOn(rate).write("7");
    assertThat(robot.lookup("Must be from 1e-8 to 1.").<Label>query().isVisible()).isTrue();
    assertThat(button(robot, "Start training").isDisabled()).isTrue();
    robot.interact(() -> robot.lookup(".more").<TitledPane>query().setExpanded(true));
    robot.interact(() -> pictures("train-settings"));
    robot.clickOn(button(robot, "Reset to preset"));
    assertThat(button(robot, "Start training").isDisabled()).isFalse();
    assertThat(button(robot, "Undo reset").isVisible()).isTrue();
  }

  @Test
  void aRunIsStartedWatchedPausedAndReported(FxRobot robot) {
    workbench.dataProperty().set(MadeRun.sample());
    robot.interact(() -> open(Locale.ENGLISH));
    robot.clickOn(button(robot, "Start training"));
    robot.interact(() -> runs.happens(MadeRun.started(0)));
    robot.interact(() -> MadeRun.events(250).forEach(runs::happens));
    robot.interact(() -> pictures("train-running"));
    robot.clickOn(button(robot, "Pause"));
    assertThat(button(robot, "Step").isDisabled()).isFalse();
    robot.clickOn(button(robot, "Continue"));
    robot.interact(() -> MadeRun.events(MadeRun.STEPS).stream().skip(262).forEach(runs::happens));
    robot.interact(() -> runs.end(new Outcome.Succeeded<>(MadeRun.finished(EndReason.FINISHED))));
    assertThat(button(robot, "Test a sentence").isDisabled()).isFalse();
    assertThat(button(robot, "Start training").isDisabled()).isFalse();
    robot.interact(() -> pictures("train-finished"));
  }

  @Test
  void aRecipeIsOneClickFromItsRun(FxRobot robot) {
    workbench.dataProperty().set(MadeRun.sample());
    robot.interact(() -> open(Locale.GERMAN));
    robot.interact(() -> pictures("train-recipes"));
    robot.clickOn(
        robot
            .lookup(
                node ->
                    node instanceof Button b
                        && "Starten: Überanpassung sichtbar gemacht".equals(b.getAccessibleText()))
            .<Button>query());
    assertThat(runs.requests).hasSize(1);
    assertThat(runs.requests.get(0).name()).isEqualTo("Überanpassung sichtbar gemacht");
    assertThat(ScreenFixture.visibleTexts()).doesNotContain("Mit einem Rezept beginnen");
    robot.interact(() -> pictures("train-recipe-started"));
  }

  @Test
  void theMenuFillsARecipeIn(FxRobot robot) {
    workbench.dataProperty().set(MadeRun.sample());
    robot.interact(() -> open(Locale.ENGLISH));
    robot.clickOn("Recipes");
    // The cards on the screen have the same titles as the menu.
    robot.clickOn(
        robot.lookup(".context-menu .label").<Label>queryAll().stream()
            .filter(label -> "Overfitting, made visible".equals(label.getText()))
            .findFirst()
            .orElseThrow());
    assertThat(runs.requests).isEmpty();
    assertThat(ScreenFixture.visibleTexts())
        .anyMatch(text -> text.startsWith("Random weights, few sentences"));
    robot.interact(() -> pictures("train-recipe-filled"));
    robot.clickOn(button(robot, "Start training"));
    assertThat(runs.requests.get(0).settings().duration().epochs()).isEqualTo(30);
  }

  @Test
  void allCurvesAreShownEnlargedAndShownAgain(FxRobot robot) {
    workbench.dataProperty().set(MadeRun.sample());
    robot.interact(() -> open(Locale.ENGLISH));
    robot.clickOn(button(robot, "Start training"));
    robot.interact(() -> runs.happens(MadeRun.started(0)));
    robot.interact(() -> MadeRun.events(MadeRun.STEPS).forEach(runs::happens));
    robot.interact(() -> runs.happens(MadeRun.ended()));
    robot.clickOn("All curves");
    assertThat(robot.lookup(".curve-tile").queryAll()).hasSize(15);
    assertThat(robot.lookup(".settings-column").query().isVisible()).isFalse();
    robot.interact(() -> pictures("train-all"));
    robot.clickOn(robot.lookup(".curve-tile").nth(6).<javafx.scene.Node>query());
    assertThat(ScreenFixture.visibleTexts()).contains("Training: Gradient norm");
    robot.interact(() -> pictures("train-enlarged"));
    robot.push(KeyCode.ESCAPE);
    assertThat(ScreenFixture.visibleTexts()).doesNotContain("Training: Gradient norm");
    robot.push(KeyCode.RIGHT).push(KeyCode.UP).push(KeyCode.ENTER);
    assertThat(ScreenFixture.visibleTexts()).contains("Evaluation: Samples/s");
    robot.push(KeyCode.ESCAPE).clickOn("Overview");
    assertThat(robot.lookup(".settings-column").query().isVisible()).isTrue();
  }

  @Test
  void aLanguageModelsFifteenCurvesStandBesideTheStudys(FxRobot robot) {
    workbench.dataProperty().set(MadeRun.sample());
    for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.GERMAN}) {
      robot.interact(
          () -> {
            TrainingViewModel viewModel = open(locale);
            viewModel.can().start().execute();
            viewModel.curves().multiples().compareWith(Optional.of(StudyRun.reference()));
            runs.happens(StudyRun.started());
            StudyRun.events(StudyRun.STEPS).forEach(runs::happens);
            runs.happens(StudyRun.ended());
            viewModel.can().allCurves().execute();
          });
      robot.interact(() -> pictures("train-study-" + locale));
      List<String> texts = ScreenFixture.visibleTexts();
      assertThat(texts).anyMatch(text -> text.matches("(study: 3.01|Studie: 3,01)"));
      assertThat(texts).anyMatch(text -> text.matches("(Overfitting since|Überanpassung seit).*"));
    }
  }

  @Test
  void inGermanNothingIsCutOff(FxRobot robot) {
    workbench.dataProperty().set(MadeRun.sample());
    robot.interact(() -> open(Locale.GERMAN));
    robot.clickOn(button(robot, "Training starten"));
    robot.interact(() -> runs.happens(MadeRun.started(0)));
    robot.interact(() -> MadeRun.events(MadeRun.STEPS).forEach(runs::happens));
    robot.interact(
        () ->
            runs.watch
                .warnings()
                .accept(
                    "3 of 600 texts of train.tsv (0.5%) were cut to 128 tokens. A larger maximum length keeps more of them, up to 512 tokens."));
    robot.interact(() -> pictures("train-german"));
    assertThat(robot.lookup(node -> node instanceof WarningLine).queryAll()).hasSize(1);
    for (String word : new String[] {"Training starten", "Pause", "Schritt", "Stopp"}) {
      Button button = button(robot, word);
      assertThat(button.getWidth()).as(word).isGreaterThanOrEqualTo(button.prefWidth(-1));
      assertThat(button.getBoundsInParent().getMaxX()).isLessThanOrEqualTo(304);
    }
  }
}
