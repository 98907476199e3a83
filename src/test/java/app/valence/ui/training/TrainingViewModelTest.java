package app.valence.ui.training;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.data.reading.ImportOptions;
import app.valence.jobs.Outcome;
import app.valence.runs.RecipePlan;
import app.valence.training.EndReason;
import app.valence.training.setup.TrainingData;
import app.valence.ui.TestServices;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.jobs.RunPhase;
import app.valence.ui.jobs.RunningJob;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.navigation.Screen;
import app.valence.ui.training.multiples.MetricCurve;
import app.valence.ui.training.multiples.RunMetric;
import app.valence.ui.workbench.OpenData;
import app.valence.ui.workbench.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the form to the report, with a run in which only happens what the test says. */
class TrainingViewModelTest {
  private final HeldRuns runs = new HeldRuns();
  private final TestServices services = new TestServices();
  private final FxJobRunner jobs = new FxJobRunner(runs, Runnable::run);
  private final Workbench workbench = new Workbench();
  private final Navigator navigator = new Navigator();
  private TrainingViewModel screen;
  private boolean opensData;

  @BeforeEach
  void open() {
    workbench.dataProperty().set(MadeRun.sample());
    screen =
        new TrainingViewModel(
            services.services(jobs),
            workbench,
            navigator,
            runs,
            new RecipePlace(MadeRun.RECIPES.folder(), this::openData));
    screen.form().form().startProperty().set(StartChoice.TINY);
  }

  private void openData(TrainingData.Sources sources, ImportOptions reading, Runnable then) {
    if (opensData) {
      OpenData sample = MadeRun.sample();
      workbench.dataProperty().set(new OpenData("sentiment", sources, reading, sample.content()));
    }
    then.run();
  }

  private String possible() {
    TrainingCommands can = screen.can();
    return (can.start().executableProperty().get() ? "start " : "")
        + (can.pause().executableProperty().get() ? "pause " : "")
        + (can.step().executableProperty().get() ? "step " : "")
        + (can.stop().executableProperty().get() ? "stop" : "");
  }

  private RunningJob job() {
    return jobs.running().get(0);
  }

  private void train() {
    screen.can().start().execute();
    runs.happens(MadeRun.started(0));
  }

  @Test
  void withoutDataNothingStartsAndTheScreenSaysWhy() {
    workbench.dataProperty().set(null);
    assertThat(screen.emptyProperty().get()).isTrue();
    assertThat(possible()).isEmpty();
    assertThat(screen.form().problemProperty().get()).isEqualTo("Open data first.");
    screen.can().openData().execute();
    assertThat(navigator.currentProperty().get()).isEqualTo(Screen.DATA);
  }

  @Test
  void whatIsPossibleFollowsTheRun() {
    assertThat(possible()).isEqualTo("start ");
    screen.can().start().execute();
    assertThat(possible()).isEqualTo("stop");
    runs.happens(MadeRun.started(0));
    assertThat(possible()).isEqualTo("pause stop");
    screen.can().pause().execute();
    assertThat(runs.watch.gate().isPaused()).isTrue();
    assertThat(possible()).isEqualTo("pause step stop");
    screen.can().step().execute();
    assertThat(possible()).isEqualTo("pause step stop");
    screen.can().pause().execute();
    assertThat(runs.watch.gate().isPaused()).isFalse();
    screen.can().stop().execute();
    assertThat(runs.cancellation.reason()).contains("You stopped the run.");
    assertThat(possible()).isEmpty();
    runs.end(new Outcome.Succeeded<>(MadeRun.finished(EndReason.CANCELLED)));
    assertThat(possible()).isEqualTo("start ");
  }

  @Test
  void theJobStripPausesTheSameRun() {
    train();
    job().pause();
    assertThat(screen.phaseProperty().get()).isEqualTo(RunPhase.PAUSED);
    job().proceed();
    assertThat(screen.phaseProperty().get()).isEqualTo(RunPhase.RUNNING);
    job().stop("The program was closed.");
    assertThat(screen.phaseProperty().get()).isEqualTo(RunPhase.STOPPING);
  }

  @Test
  void everyStepAndEvaluationIsAPointAndTheBestIsMarked() {
    train();
    MadeRun.events(200).forEach(runs::happens);
    assertThat(screen.curves().loss().curves().get(0).size()).isEqualTo(200);
    assertThat(screen.curves().loss().curves().get(1).size()).isEqualTo(10);
    assertThat(screen.curves().accuracy().curves().get(1).y(8)).isEqualTo(0.62);
    assertThat(screen.curves().loss().markers().get(0).x()).isEqualTo(MadeRun.BEST);
    RunNumbers numbers = screen.state().numbersProperty().get();
    assertThat(numbers.position()).isEqualTo(new RunNumbers.Position(200, 400, 10, 20));
    assertThat(numbers.remaining().orElseThrow().toMillis()).isBetween(8_100L, 8_300L);
  }

  @Test
  void overfittingIsShadedAndSaid() {
    train();
    MadeRun.events(MadeRun.STEPS).forEach(runs::happens);
    assertThat(screen.curves().loss().spans().get(0).from()).isEqualTo(MadeRun.BEST);
    assertThat(screen.state().verdictProperty().get())
        .startsWith("Overfitting since step 180")
        .endsWith("The best model so far is from step 180 and is kept.");
  }

  @Test
  void aFinishedRunIsReportedAndItsModelCanBeTested() {
    train();
    runs.end(new Outcome.Succeeded<>(MadeRun.finished(EndReason.FINISHED)));
    RunReport report = screen.state().reportProperty().get();
    assertThat(report.ending()).contains("400 steps").contains("of step 180");
    assertThat(report.measuredOn()).contains("test data");
    assertThat(report.accuracyInterval().orElseThrow().low()).isBetween(0.56, 0.57);
    assertThat(workbench.modelProperty().get().folder()).isEqualTo(report.finished().folder());
    assertThat(workbench.runProperty().get()).isEqualTo("sentiment tiny");
    screen.can().test().execute();
    assertThat(navigator.currentProperty().get()).isEqualTo(Screen.TEST);
  }

  @Test
  void theNextEstimateKnowsHowFastTheLastRunWas() {
    assertThat(screen.form().estimateProperty().get())
        .isEqualTo("600 training examples, 19 steps an epoch: 380 steps.");
    train();
    runs.end(new Outcome.Succeeded<>(MadeRun.finished(EndReason.FINISHED)));
    assertThat(screen.form().estimateProperty().get())
        .endsWith("About 0:16 minutes, as fast as the last run.");
  }

  @Test
  void aFailedRunSaysWhatToDoAndAnotherCanStart() {
    train();
    runs.end(new Outcome.Failed<>(new IOException("The disk is full. Free some space.")));
    assertThat(screen.state().errorProperty().get())
        .isEqualTo("The disk is full. Free some space.");
    assertThat(services.notices)
        .containsExactly("The run failed: The disk is full. Free some space.");
    assertThat(workbench.modelProperty().get()).isNull();
    train();
    assertThat(screen.state().errorProperty().get()).isEmpty();
    assertThat(screen.phaseProperty().get()).isEqualTo(RunPhase.RUNNING);
  }

  @Test
  void aDivergedRunLeavesNoModelAndSaysWhatToTry() {
    train();
    runs.end(new Outcome.Succeeded<>(MadeRun.finished(EndReason.DIVERGED)));
    assertThat(screen.state().reportProperty().get().ending())
        .contains("a tenth of the learning rate");
    assertThat(workbench.modelProperty().get()).isNull();
  }

  @Test
  void theRunBeforeCanBeComparedWith() {
    train();
    MadeRun.events(40).forEach(runs::happens);
    runs.end(new Outcome.Succeeded<>(MadeRun.finished(EndReason.FINISHED)));
    assertThat(screen.curves().comparableProperty().get()).isFalse();
    train();
    assertThat(screen.curves().comparableProperty().get()).isTrue();
    screen.curves().comparingProperty().set(true);
    assertThat(screen.curves().loss().curves()).hasSize(4);
    assertThat(screen.curves().loss().curves().get(2).size()).isEqualTo(40);
    assertThat(screen.curves().loss().curves().get(0).size()).isZero();
    screen.curves().comparingProperty().set(false);
    assertThat(screen.curves().loss().curves()).hasSize(2);
  }

  private RecipeEntry recipe(String title) {
    return screen.recipes().entries().stream()
        .filter(entry -> entry.title().startsWith(title))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRecipeFillsInDataStartAndSettings() {
    workbench.dataProperty().set(null);
    opensData = true;
    screen.recipes().choose(recipe("Overfitting"), () -> {});
    assertThat(workbench.dataProperty().get()).isNotNull();
    SettingsForm form = screen.form().form();
    assertThat(form.startProperty().get()).isEqualTo(StartChoice.TINY);
    assertThat(form.settings().duration().epochs()).isEqualTo(30);
    assertThat(form.text().dropout()).contains(0.0);
    assertThat(form.recipeProperty().get()).isEqualTo(recipe("Overfitting"));
    assertThat(possible()).isEqualTo("start ");
    assertThat(runs.requests).isEmpty();
    form.reset();
    assertThat(form.recipeProperty().get()).isNull();
  }

  @Test
  void aRecipeIsStartedAtOnceAndItsRunBearsItsName() {
    screen.recipes().choose(recipe("Overfitting"), screen.can().start()::execute);
    assertThat(runs.requests)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.name()).isEqualTo("Overfitting, made visible");
              assertThat(request.settings().duration().epochs()).isEqualTo(30);
            });
  }

  @Test
  void otherDataPutsTheRecipeAside() {
    screen.recipes().choose(recipe("Overfitting"), () -> {});
    OpenData sample = MadeRun.sample();
    var alone =
        new TrainingData.Sources(
            sample.sources().train(), Optional.empty(), false, Optional.empty());
    workbench.dataProperty().set(new OpenData("other", alone, sample.reading(), sample.content()));
    assertThat(screen.form().form().recipeProperty().get()).isNull();
  }

  @Test
  void aRecipeThatTheWindowCannotFollowSaysWhereItCan() {
    Assumptions.assumeFalse(recipe("The study").isUsable());
    assertThat(recipe("The study").obstacle()).contains("study.json, line", "train --recipe study");
  }

  @Test
  void whatAnotherRunCameToStandsBesideAndIsRecordedWithTheRun() {
    RecipePlan plan = recipe("Overfitting").plan().orElseThrow();
    var compared =
        new RecipePlan(
            Optional.empty(),
            plan.reading(),
            plan.model(),
            plan.settings(),
            plan.text(),
            Optional.of(StudyRun.reference()));
    screen
        .recipes()
        .choose(
            new RecipeEntry("Compared", "", Optional.of(compared), ""),
            screen.can().start()::execute);
    assertThat(runs.requests.get(0).reference()).contains(StudyRun.reference());
    runs.happens(StudyRun.started());
    StudyRun.events(StudyRun.STEPS).forEach(runs::happens);
    MetricCurve loss = screen.curves().multiples().of(RunMetric.EVALUATION_LOSS);
    assertThat(loss.comparedProperty().get()).isEqualTo("study: 3.01");
    assertThat(loss.data().spans()).hasSize(1);
    assertThat(screen.state().verdictProperty().get()).startsWith("Overfitting since step 600");
  }

  @Test
  void warningsOfTheRunAreListed() {
    train();
    runs.watch.warnings().accept("3 of 600 texts were cut.");
    assertThat(screen.state().warnings()).containsExactly("3 of 600 texts were cut.");
    assertThat(screen.state().warnings())
        .as("a view that lives as long as the screen, or listeners are lost")
        .isSameAs(screen.state().warnings());
  }

  @Test
  void aFolderWithoutAModelSaysWhatIsMissing() {
    services.paths.add(Path.of("samples"));
    screen.can().chooseFolder().execute();
    assertThat(screen.form().folderProblemProperty().get()).contains("config.json");
    assertThat(possible()).isEmpty();
    screen.form().form().startProperty().set(StartChoice.MINI);
    assertThat(screen.form().folderProblemProperty().get()).isEmpty();
    assertThat(possible()).isEqualTo("start ");
  }
}
