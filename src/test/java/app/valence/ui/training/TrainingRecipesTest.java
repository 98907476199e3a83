package app.valence.ui.training;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.jobs.Outcome;
import app.valence.prompting.TinyDecoder;
import app.valence.recipes.RecipeFile;
import app.valence.runs.Instruction;
import app.valence.runs.ModelChoice;
import app.valence.runs.RecipePlan;
import app.valence.training.instruction.LossOn;
import app.valence.training.setup.TrainingData;
import app.valence.ui.training.multiples.MetricCurve;
import app.valence.ui.training.multiples.RunMetric;
import app.valence.ui.workbench.OpenData;
import app.valence.ui.workbench.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recipes on the Train screen, from the choice to the run. */
class TrainingRecipesTest {
  private final TrainingFixture made = new TrainingFixture();
  private final HeldRuns runs = made.runs;
  private final Workbench workbench = made.workbench;
  private final TrainingViewModel screen = made.screen;

  private RecipeEntry recipe(String title) {
    return screen.recipes().entries().stream()
        .filter(entry -> entry.title().startsWith(title))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRecipeFillsInDataStartAndSettings() {
    workbench.dataProperty().set(null);
    made.opensData = true;
    screen.recipes().choose(recipe("Overfitting"), () -> {});
    assertThat(workbench.dataProperty().get()).isNotNull();
    SettingsForm form = screen.form().form();
    assertThat(form.startProperty().get()).isEqualTo(StartChoice.TINY);
    assertThat(form.settings().duration().epochs()).isEqualTo(30);
    assertThat(form.text().dropout()).contains(0.0);
    assertThat(form.recipeProperty().get()).isEqualTo(recipe("Overfitting"));
    assertThat(made.possible()).isEqualTo("start ");
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
  void aRecipeThatTheWindowCannotFollowSaysWhereItCan(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("short.json");
    Files.writeString(
        file,
        """
        {"format": 1, "title": {"en": "Short", "de": "Kurz"},
         "description": {"en": "A few steps.", "de": "Wenige Schritte."},
         "options": {"init": "tiny", "max-steps": 5}}
        """);
    RecipeEntry entry = RecipeEntry.of(RecipeFile.read(file), Locale.ENGLISH);
    assertThat(entry.isUsable()).isFalse();
    assertThat(entry.obstacle()).contains("short.json, line 3", "max-steps", "train --recipe");
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
    made.opensData = true;
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
}
