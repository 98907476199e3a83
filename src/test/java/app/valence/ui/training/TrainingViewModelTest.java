package app.valence.ui.training;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.data.reading.ImportOptions;
import app.valence.jobs.Outcome;
import app.valence.prompting.TinyDecoder;
import app.valence.recipes.RecipeFile;
import app.valence.runs.Instruction;
import app.valence.runs.ModelChoice;
import app.valence.runs.RecipePlan;
import app.valence.runs.RunRecord;
import app.valence.runs.RunRequest;
import app.valence.runs.RunStatus;
import app.valence.runs.StoredRun;
import app.valence.training.EndReason;
import app.valence.training.instruction.LossOn;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        .matches(
            "600 training examples, 19 steps an epoch: 380 steps\\."
                + " It will take about \\d+\\.\\d GB of memory\\.");
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
            Optional.of(StudyRun.reference()),
            Optional.empty());
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

  private RecipeEntry studyWithBase(Path base) throws IOException {
    Path file = base.resolve("mine.json");
    String study = Files.readString(Path.of("samples/recipes/study.json"));
    Path samples = Path.of("samples").toAbsolutePath();
    Files.writeString(
        file,
        study
            .replace("\"../", "\"" + samples + "/")
            .replace("\"options\": {", "\"options\": {\"base\": \"decoder\","));
    return RecipeEntry.of(RecipeFile.read(file), Locale.ENGLISH);
  }

  @Test
  void theStudysRecipeStartsARunOfTuningByInstruction(@TempDir Path folder) throws IOException {
    TinyDecoder.save(folder.resolve("decoder"), "llama");
    RecipeEntry study = studyWithBase(folder);
    assertThat(study.obstacle()).isEmpty();
    opensData = true;
    screen.recipes().choose(study, screen.can().start()::execute);
    assertThat(runs.requests)
        .singleElement()
        .satisfies(
            request -> {
              Instruction instruction = request.instruction().orElseThrow();
              assertThat(instruction.template().source())
                  .isEqualTo("Review: {text}\nSentiment: {label}");
              assertThat(instruction.lossOn()).isEqualTo(LossOn.ALL);
              assertThat(request.model())
                  .isEqualTo(new ModelChoice.Pretrained(folder.resolve("decoder"), false));
              assertThat(request.settings().batches().batchSize()).isEqualTo(8);
              assertThat(request.settings().optimizer().warmup().share()).isZero();
              assertThat(request.reference()).isPresent();
            });
    runs.happens(StudyRun.started());
    StudyRun.events(StudyRun.STEPS).forEach(runs::happens);
    runs.happens(StudyRun.ended());
    assertThat(RunMetric.values())
        .hasSize(15)
        .allSatisfy(
            metric ->
                assertThat(screen.curves().multiples().of(metric).data().curves())
                    .anySatisfy(curve -> assertThat(curve.size()).isPositive()));
    runs.end(new Outcome.Succeeded<>(MadeRun.tuned()));
    RunReport report = screen.state().reportProperty().get();
    assertThat(report.hasTokens()).isTrue();
    assertThat(report.evaluation("eval_loss")).isEqualTo(2.98);
    assertThat(report.measured()).isEmpty();
  }

  @Test
  void aRunThatEndedIsShownAgainWithItsCurves(@TempDir Path folder) throws IOException {
    screen.can().start().execute();
    RunRequest request = runs.requests.get(0);
    Files.writeString(
        folder.resolve("trainer_state.json"),
        """
        {"max_steps": 2, "best_global_step": 2, "log_history": [
          {"step": 1, "epoch": 0.5, "loss": 3.1, "mean_token_accuracy": 0.3, "learning_rate": 1e-4},
          {"step": 2, "epoch": 1.0, "loss": 2.9, "mean_token_accuracy": 0.4, "learning_rate": 5e-5},
          {"step": 2, "epoch": 1.0, "eval_loss": 3.0, "eval_mean_token_accuracy": 0.35},
          {"step": 2, "epoch": 1.0, "train_loss": 3.0, "train_runtime": 1.5}]}
        """);
    var record =
        new RunRecord(
            request,
            RunStatus.FINISHED,
            Instant.EPOCH,
            Optional.of(Instant.EPOCH),
            Optional.empty(),
            Map.of("eval_loss", 3.0, "eval_mean_token_accuracy", 0.35, "train_loss", 3.0),
            Optional.empty());
    runs.ended.add(new StoredRun(folder, record));
    runs.end(new Outcome.Succeeded<>(MadeRun.finished(EndReason.FINISHED)));
    assertThat(screen.earlier().entries()).hasSize(1);
    screen.earlier().open(screen.earlier().entries().get(0));
    assertThat(screen.curves().loss().curves().get(0).size()).isEqualTo(2);
    assertThat(screen.curves().loss().curves().get(1).y(0)).isEqualTo(3.0);
    assertThat(screen.state().numbersProperty().get().position().step()).isEqualTo(2);
    RunReport report = screen.state().reportProperty().get();
    assertThat(report.evaluation("eval_mean_token_accuracy")).isEqualTo(0.35);
    assertThat(workbench.modelProperty().get().folder()).isEqualTo(folder);
    assertThat(possible()).isEqualTo("start ");
  }

  @Test
  void aTemplateWithoutAnAnswerOrAStartThatCannotAnswerForbidsTheStart(@TempDir Path folder)
      throws IOException {
    SettingsForm form = screen.form().form();
    form.startProperty().set(StartChoice.TINY);
    form.use(PretrainedFolder.check(TinyDecoder.save(folder.resolve("decoder"), "gpt2")));
    form.instruction().taskProperty().set(TrainTask.INSTRUCTION);
    assertThat(possible()).isEqualTo("start ");
    assertThat(screen.form().descriptionProperty().get()).contains("answer with your classes");
    form.instruction().templateProperty().set("Review: {text}");
    assertThat(screen.form().problemProperty().get()).contains("{label}");
    assertThat(possible()).isEmpty();
    form.instruction().templateProperty().set("Review: {text} {label}");
    form.classWeightsProperty().set(true);
    assertThat(screen.form().problemProperty().get()).contains("weighted");
    form.classWeightsProperty().set(false);
    form.startProperty().set(StartChoice.TINY);
    assertThat(screen.form().problemProperty().get()).contains("Only a decoder");
    assertThat(possible()).isEmpty();
    form.instruction().taskProperty().set(TrainTask.CLASSIFIER);
    assertThat(possible()).isEqualTo("start ");
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
