package app.valence.ui.training;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.jobs.Outcome;
import app.valence.prompting.TinyDecoder;
import app.valence.runs.RunRecord;
import app.valence.runs.RunRequest;
import app.valence.runs.RunStatus;
import app.valence.runs.StoredRun;
import app.valence.training.EndReason;
import app.valence.ui.TestServices;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.jobs.RunPhase;
import app.valence.ui.jobs.RunningJob;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.navigation.Screen;
import app.valence.ui.workbench.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the form to the report, with a run in which only happens what the test says. */
class TrainingViewModelTest {
  private final TrainingFixture made = new TrainingFixture();
  private final HeldRuns runs = made.runs;
  private final TestServices services = made.services;
  private final FxJobRunner jobs = made.jobs;
  private final Workbench workbench = made.workbench;
  private final Navigator navigator = made.navigator;
  private final TrainingViewModel screen = made.screen;

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
    assertThat(made.possible()).isEmpty();
    assertThat(screen.form().problemProperty().get()).isEqualTo("Open data first.");
    screen.can().openData().execute();
    assertThat(navigator.currentProperty().get()).isEqualTo(Screen.DATA);
  }

  @Test
  void whatIsPossibleFollowsTheRun() {
    assertThat(made.possible()).isEqualTo("start ");
    screen.can().start().execute();
    assertThat(made.possible()).isEqualTo("stop");
    runs.happens(MadeRun.started(0));
    assertThat(made.possible()).isEqualTo("pause stop");
    screen.can().pause().execute();
    assertThat(runs.watch.gate().isPaused()).isTrue();
    assertThat(made.possible()).isEqualTo("pause step stop");
    screen.can().step().execute();
    assertThat(made.possible()).isEqualTo("pause step stop");
    screen.can().pause().execute();
    assertThat(runs.watch.gate().isPaused()).isFalse();
    screen.can().stop().execute();
    assertThat(runs.cancellation.reason()).contains("You stopped the run.");
    assertThat(made.possible()).isEmpty();
    runs.end(new Outcome.Succeeded<>(MadeRun.finished(EndReason.CANCELLED)));
    assertThat(made.possible()).isEqualTo("start ");
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
    assertThat(made.possible()).isEqualTo("start ");
  }

  @Test
  void aTemplateWithoutAnAnswerOrAStartThatCannotAnswerForbidsTheStart(@TempDir Path folder)
      throws IOException {
    SettingsForm form = screen.form().form();
    form.startProperty().set(StartChoice.TINY);
    form.use(PretrainedFolder.check(TinyDecoder.save(folder.resolve("decoder"), "gpt2")));
    form.instruction().taskProperty().set(TrainTask.INSTRUCTION);
    assertThat(made.possible()).isEqualTo("start ");
    assertThat(screen.form().descriptionProperty().get()).contains("answer with your classes");
    form.instruction().templateProperty().set("Review: {text}");
    assertThat(screen.form().problemProperty().get()).contains("{label}");
    assertThat(made.possible()).isEmpty();
    form.instruction().templateProperty().set("Review: {text} {label}");
    form.classWeightsProperty().set(true);
    assertThat(screen.form().problemProperty().get()).contains("weighted");
    form.classWeightsProperty().set(false);
    form.startProperty().set(StartChoice.TINY);
    assertThat(screen.form().problemProperty().get()).contains("Only a decoder");
    assertThat(made.possible()).isEmpty();
    form.instruction().taskProperty().set(TrainTask.CLASSIFIER);
    assertThat(made.possible()).isEqualTo("start ");
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
    assertThat(made.possible()).isEmpty();
    screen.form().form().startProperty().set(StartChoice.MINI);
    assertThat(screen.form().folderProblemProperty().get()).isEmpty();
    assertThat(made.possible()).isEqualTo("start ");
  }
}
