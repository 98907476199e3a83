package app.valence.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.adaptation.AdaptationJob;
import app.valence.adaptation.AdaptationRecord;
import app.valence.adaptation.AdaptationRecord.Results;
import app.valence.adaptation.AdaptationRequest;
import app.valence.adaptation.AdaptedModel;
import app.valence.adaptation.AdaptedModels;
import app.valence.adaptation.TinyEncoder;
import app.valence.adaptation.TokenScore;
import app.valence.jobs.Outcome;
import app.valence.jobs.PauseGate;
import app.valence.model.BundledModel;
import app.valence.model.ModelFolder;
import app.valence.model.PretrainedModel;
import app.valence.runs.ModelChoice;
import app.valence.runs.RunStatus;
import app.valence.tensor.Device;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.SharedRuntime;
import app.valence.training.EndReason;
import app.valence.training.LogRow;
import app.valence.training.RunPlan;
import app.valence.training.TrainingEvent;
import app.valence.training.pretraining.PretrainingSettings;
import app.valence.training.setup.InitialSize;
import app.valence.ui.TestServices;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.jobs.RunPhase;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.navigation.Screen;
import app.valence.ui.workbench.ModelStart;
import app.valence.ui.workbench.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the list of models to an adapted one, where only happens what the test says. */
class ModelViewModelTest {
  @TempDir static Path root;
  private static Path base;

  @TempDir Path folder;
  private final HeldAdaptations held = new HeldAdaptations();
  private final TestServices services = new TestServices();
  private final FxJobRunner jobs = new FxJobRunner(held, Runnable::run);
  private final Workbench workbench = new Workbench();
  private final Navigator navigator = new Navigator();
  private AdaptedModels store;
  private ModelViewModel screen;

  @BeforeAll
  static void drawModel() throws IOException {
    try (var runtime = new SharedRuntime(RuntimeOptions.within(Device.CPU, 1), Optional.empty())) {
      base = TinyEncoder.save(root.resolve("tiny"), runtime);
    }
  }

  @BeforeEach
  void open() {
    store = new AdaptedModels(folder.resolve("models"));
    var place = new ModelPlace(store, held, List.of(BundledModel.values()), this::folder);
    screen = new ModelViewModel(services.services(jobs), workbench, navigator, place);
  }

  private Path folder(PretrainedModel model) throws IOException {
    return model instanceof ModelFolder folder ? folder.folder() : base;
  }

  private AdaptingViewModel adapting() {
    return screen.adapting();
  }

  private AdaptingSetup setup() {
    return adapting().setup();
  }

  private void select(ModelEntry entry) {
    screen.shelf().selectedProperty().set(entry);
  }

  private ModelChoice start() {
    return workbench.startProperty().get().choice();
  }

  private String possible() {
    AdaptingCommands can = adapting().can();
    return (can.start().executableProperty().get() ? "start " : "")
        + (can.pause().executableProperty().get() ? "pause " : "")
        + (can.stop().executableProperty().get() ? "stop " : "")
        + (can.resume().executableProperty().get() ? "resume " : "")
        + (can.train().executableProperty().get() ? "train" : "");
  }

  private void chooseTexts() throws IOException {
    setup().texts().add(List.of(TinyEncoder.file(folder.resolve("letters.txt"), 800)));
  }

  private AdaptedModel model(RunStatus status, double lossAfter) throws IOException {
    Path place = Files.createDirectories(folder.resolve("models/made"));
    for (String name : List.of("config.json", "model.safetensors", "tokenizer.json")) {
      Files.copy(
          base.resolve(name),
          place.resolve(name),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    var request =
        new AdaptationRequest(
            "Letters", new ModelFolder(base), List.of(), PretrainingSettings.USUAL, 5);
    var results =
        new Results(
            Optional.of(new TokenScore(4.5, 0.25)),
            Optional.of(new TokenScore(lossAfter, 0.5)),
            Map.of(Results.STEPS, 150.0, Results.HELD_OUT_TOKENS, 2_000.0));
    var record =
        new AdaptationRecord(
            request, status, Instant.now(), Optional.of(Instant.now()), results, Optional.empty());
    // Also writes the record.
    return store.rename(new AdaptedModel(place, record), "Letters");
  }

  @Test
  void theBundledModelIsWhereRunsStartUntilSomethingElseIsSelected() {
    assertThat(screen.shelf().selectedProperty().get()).isEqualTo(ModelEntry.BUNDLED);
    assertThat(start()).isEqualTo(ModelChoice.Bundled.ENCODER);
    assertThat(screen.factsProperty().get().facts())
        .containsEntry("architecture", "BERT")
        .containsEntry("layers", "1")
        .containsEntry("length", "512");
    select(ModelEntry.of(BundledModel.DECODER));
    assertThat(start()).isEqualTo(new ModelChoice.Bundled(BundledModel.DECODER));
    select(ModelEntry.of(InitialSize.MINI));
    assertThat(start()).isEqualTo(new ModelChoice.Scratch(InitialSize.MINI));
    assertThat(screen.factsProperty().get().facts()).containsEntry("vocabulary", "≤ 16,000");
    screen.can().train().execute();
    assertThat(navigator.currentProperty().get()).isEqualTo(Screen.TRAIN);
  }

  @Test
  void whatIsChosenElsewhereIsSelectedHere() {
    workbench.startProperty().set(new ModelStart("tiny", new ModelChoice.Pretrained(base, true)));
    assertThat(screen.shelf().selectedProperty().get().folder()).contains(base);
    assertThat(start()).isEqualTo(new ModelChoice.Pretrained(base, true));
    workbench.startProperty().set(ModelStart.BUNDLED);
    assertThat(screen.shelf().selectedProperty().get()).isEqualTo(ModelEntry.BUNDLED);
  }

  @Test
  void aFolderThatCannotBeUsedSaysWhyAndIsNoStart() {
    services.paths.add(root);
    screen.can().chooseFolder().execute();
    assertThat(screen.factsProperty().get().problem()).contains("config.json");
    assertThat(start()).isEqualTo(ModelChoice.Bundled.ENCODER);
    assertThat(screen.can().train().executableProperty().get()).isFalse();
  }

  @Test
  void theTextsAreReadAndTheStepsForeseen() throws IOException {
    assertThat(setup().estimateProperty().get()).isEqualTo("Choose texts: the more, the better.");
    chooseTexts();
    assertThat(setup().estimateProperty().get())
        .startsWith("800 texts, about ")
        .contains("One text in 5 is held out");
    assertThat(setup().form().input(AdaptationSetting.EPOCHS).value().orElse(0))
        .as("little text is read more often")
        .isGreaterThan(5);
    assertThat(setup().form().nameProperty().get()).isEqualTo("letters, from valence-mini-en");
    assertThat(possible()).isEqualTo("start ");
    setup().form().input(AdaptationSetting.LEARNING_RATE).textProperty().set("fast");
    assertThat(setup().problemProperty().get())
        .isEqualTo("Start needs a correction: Learning rate.");
    assertThat(possible()).isEmpty();
  }

  @Test
  void aBadFileIsNamedWithItsLineAndReadAgainOnceItIsCorrected() throws IOException {
    Path bad = folder.resolve("bad.jsonl");
    Files.writeString(bad, "{\"text\": \"one\"}\n{\"text\": \"two\"\n");
    chooseTexts();
    setup().texts().add(List.of(bad));
    assertThat(setup().problemProperty().get()).contains("bad.jsonl", "line 2");
    assertThat(possible()).isEmpty();
    Files.writeString(bad, "{\"text\": \"one\"}\n{\"text\": \"two\"}\n");
    adapting().can().readAgain().execute();
    assertThat(setup().problemProperty().get()).isEmpty();
    assertThat(setup().texts().files()).hasSize(2);
    assertThat(possible()).isEqualTo("start ");
  }

  @Test
  void randomWeightsHaveNothingToAdapt() throws IOException {
    chooseTexts();
    select(ModelEntry.of(InitialSize.TINY));
    assertThat(setup().problemProperty().get()).startsWith("Random weights know no words");
    assertThat(possible()).isEmpty();
    select(ModelEntry.BUNDLED);
    assertThat(possible()).isEqualTo("start ");
  }

  @Test
  void whileSomethingElseTrainsNothingStarts() throws IOException {
    chooseTexts();
    jobs.start(
        FxJobRunner.Appearance.pausable("Training x", new PauseGate()), context -> 1, o -> {});
    assertThat(setup().problemProperty().get()).startsWith("A model is being trained.");
    assertThat(possible()).isEmpty();
  }

  @Test
  void anAdaptationIsFollowedPausedAndStopped() throws IOException {
    chooseTexts();
    adapting().can().start().execute();
    assertThat(held.requests.get(0).base()).isEqualTo(BundledModel.ENCODER);
    assertThat(possible()).isEqualTo("stop ");
    held.watch.events().accept(new TrainingEvent.Started(0, new RunPlan(100, 10, 20), 1, 1));
    var before = Map.of("eval_loss", 5.0, "eval_mean_token_accuracy", 0.1);
    held.watch
        .events()
        .accept(new TrainingEvent.Evaluated(new LogRow(0, 0, before), Optional.empty(), false));
    var step =
        Map.of("loss", 4.9, "mean_token_accuracy", 0.2, "learning_rate", 3e-4, "grad_norm", 1.5);
    held.watch.events().accept(new TrainingEvent.Logged(new LogRow(1, 0.1, step)));
    assertThat(adapting().curves().loss().curves().get(0).size()).isEqualTo(1);
    assertThat(adapting().curves().loss().curves().get(1).y(0)).isEqualTo(5.0);
    assertThat(adapting().curves().accuracy().curves().get(1).y(0)).isEqualTo(0.1);
    assertThat(adapting().state().numbersProperty().get().get("grad_norm")).isEqualTo(1.5);
    adapting().can().pause().execute();
    assertThat(held.watch.gate().isPaused()).isTrue();
    assertThat(adapting().phaseProperty().get()).isEqualTo(RunPhase.PAUSED);
    adapting().can().pause().execute();
    adapting().can().stop().execute();
    assertThat(held.cancellation.reason()).contains("You stopped it.");
    AdaptedModel stopped = model(RunStatus.STOPPED, 4.0);
    held.end(
        new Outcome.Succeeded<>(
            new AdaptationJob.Finished(stopped, EndReason.CANCELLED, Optional.empty())));
    assertThat(possible()).isEqualTo("start resume train");
    adapting().can().resume().execute();
    assertThat(adapting().phaseProperty().get()).isEqualTo(RunPhase.STARTING);
  }

  private void finishWith(double lossAfter) throws IOException {
    chooseTexts();
    adapting().can().start().execute();
    held.end(
        new Outcome.Succeeded<>(
            new AdaptationJob.Finished(
                model(RunStatus.FINISHED, lossAfter), EndReason.FINISHED, Optional.empty())));
  }

  @Test
  void whatItDidIsSaidInASentenceAndRunsCanStartFromIt() throws IOException {
    finishWith(3.25);
    assertThat(adapting().state().resultProperty().get().ending())
        .contains("All 150 steps were taken.")
        .contains("the loss went from 4.500 to 3.250")
        .contains("from 25.0\u00a0% to 50.0\u00a0%")
        .endsWith("The model knows your texts better now.");
    assertThat(screen.shelf().entries()).anyMatch(entry -> entry.name().equals("Letters"));
    assertThat(start()).as("not before it is asked for").isEqualTo(ModelChoice.Bundled.ENCODER);
    adapting().can().train().execute();
    assertThat(navigator.currentProperty().get()).isEqualTo(Screen.TRAIN);
    assertThat(start()).isEqualTo(new ModelChoice.Pretrained(folder.resolve("models/made"), false));
    assertThat(screen.shelf().selectedProperty().get().name()).isEqualTo("Letters");
  }

  @Test
  void whatMadeItWorseIsSaidToo() throws IOException {
    finishWith(4.7);
    assertThat(adapting().state().resultProperty().get().ending())
        .contains("The model guesses worse now");
  }

  @Test
  void aFailedAdaptationSaysWhatToDoAndKeepsTheSetup() throws IOException {
    chooseTexts();
    adapting().can().start().execute();
    held.end(new Outcome.Failed<>(new IOException("letters.txt, line 7: bad.")));
    assertThat(adapting().state().errorProperty().get()).isEqualTo("letters.txt, line 7: bad.");
    adapting().can().again().execute();
    assertThat(adapting().state().shownProperty().get()).isFalse();
    assertThat(setup().texts().files()).hasSize(1);
    assertThat(possible()).isEqualTo("start ");
  }

  @Test
  void adaptedModelsAreListedAfterARestartRenamedAndDeleted() throws IOException {
    model(RunStatus.FINISHED, 3);
    open();
    ModelEntry entry =
        screen.shelf().entries().stream().filter(e -> e.adapted().isPresent()).findFirst().get();
    select(entry);
    assertThat(start()).isEqualTo(entry.choice());
    screen.can().rename().execute();
    assertThat(screen.renamingProperty().get()).isTrue();
    screen.rename("  My letters ");
    assertThat(screen.shelf().selectedProperty().get().name()).isEqualTo("My letters");
    screen.can().delete().execute();
    assertThat(services.questions).hasSize(1);
    assertThat(entry.folder().orElseThrow()).exists();
    services.answers.add(1);
    screen.can().delete().execute();
    assertThat(entry.folder().orElseThrow()).doesNotExist();
    assertThat(screen.shelf().selectedProperty().get()).isEqualTo(ModelEntry.BUNDLED);
    assertThat(start()).isEqualTo(ModelChoice.Bundled.ENCODER);
  }
}
