package app.valence.ui.testing;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.data.LabelSet;
import app.valence.data.reading.ImportOptions;
import app.valence.runs.ModelChoice;
import app.valence.runs.RunStore;
import app.valence.training.setup.TrainingData;
import app.valence.ui.TestServices;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.navigation.Screen;
import app.valence.ui.testing.generation.FakeGenerator;
import app.valence.ui.testing.history.History;
import app.valence.ui.workbench.ModelStart;
import app.valence.ui.workbench.OpenData;
import app.valence.ui.workbench.OpenModel;
import app.valence.ui.workbench.WindowServices;
import app.valence.ui.workbench.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestingViewModelTest {
  private static final OpenModel FIRST = new OpenModel("first", Path.of("first"));
  private static final OpenModel SECOND = new OpenModel("second", Path.of("second"));

  @TempDir Path runs;
  @TempDir Path models;
  private final TestServices dialogs = new TestServices();
  private final Workbench workbench = new Workbench();
  private final Navigator navigator = new Navigator();
  private final FakeScorer scorer = new FakeScorer();
  private final FakeGenerator generator = new FakeGenerator();

  private TestPlace place() {
    return new TestPlace(new RunStore(runs), models, scorer, generator);
  }

  private TestingViewModel shown(WindowServices services) {
    navigator.show(Screen.TEST);
    return new TestingViewModel(services, workbench, navigator, place());
  }

  private TestingViewModel shown() {
    return shown(dialogs.direct());
  }

  private static ShownAnswer answer(TestingViewModel model) {
    return Objects.requireNonNull(model.sentence().answerProperty().get());
  }

  private static void type(TestingViewModel model, String text) {
    model.sentence().type(text);
    model.sentence().ask();
  }

  @Test
  void withoutAModelTheScreenOffersToTrainOrOpenOne() {
    TestingViewModel model = shown();
    assertThat(model.stateProperty().get()).isEqualTo(TestingState.EMPTY);
    model.commands().train().execute();
    assertThat(navigator.currentProperty().get()).isEqualTo(Screen.TRAIN);
  }

  @Test
  void theModelJustTrainedIsChosenAndLoadedOnlyOnceTheScreenIsShown() {
    var model = new TestingViewModel(dialogs.direct(), workbench, navigator, place());
    workbench.modelProperty().set(FIRST);
    assertThat(model.chosenProperty().get()).isEqualTo(FIRST);
    assertThat(scorer.asked).isEmpty();
    navigator.show(Screen.TEST);
    assertThat(scorer.asked).containsExactly("first: ");
    assertThat(model.stateProperty().get()).isEqualTo(TestingState.READY);
    assertThat(model.caption()).contains("negative, neutral, positive", "128 tokens");
  }

  @Test
  void typingShowsEveryClassAndThePredictedOneInWords() {
    workbench.modelProperty().set(FIRST);
    TestingViewModel model = shown();
    type(model, "A great and lovely evening.");
    assertThat(answer(model).name()).isEqualTo("positive");
    assertThat(answer(model).percent()).isEqualTo("92.9%");
    assertThat(answer(model).shares())
        .extracting(ClassShare::name, ClassShare::exact)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("negative", "0.0442"),
            org.assertj.core.groups.Tuple.tuple("neutral", "0.0265"),
            org.assertj.core.groups.Tuple.tuple("positive", "0.9292"));
    assertThat(answer(model).unsure()).isEmpty();
    type(model, "");
    assertThat(answer(model).isAnswered()).isFalse();
    assertThat(answer(model).shares()).hasSize(3);
  }

  @Test
  void whileOneTextIsScoredOnlyTheNewestOfTheOthersIsAsked() {
    var runner = new HeldBackRunner();
    workbench.modelProperty().set(FIRST);
    TestingViewModel model = shown(dialogs.services(new FxJobRunner(runner, Runnable::run)));
    runner.runAll();
    type(model, "g");
    type(model, "gre");
    type(model, "great");
    assertThat(runner.started()).isEqualTo(1);
    runner.runAll();
    assertThat(scorer.asked).containsExactly("first: ", "first: g", "first: great");
    assertThat(answer(model).name()).isEqualTo("positive");
  }

  @Test
  void theSameTextIsNotAskedTwice() {
    workbench.modelProperty().set(FIRST);
    TestingViewModel model = shown();
    type(model, "great");
    model.sentence().ask();
    assertThat(scorer.asked).containsExactly("first: ", "first: great");
  }

  @Test
  void anotherModelIsAskedAboutTheSameTextAndBecomesTheOpenOne() {
    workbench.modelProperty().set(FIRST);
    TestingViewModel model = shown();
    type(model, "great");
    model.choose(SECOND);
    assertThat(scorer.asked).endsWith("second: great");
    assertThat(workbench.modelProperty().get()).isEqualTo(SECOND);
  }

  @Test
  void aRunThatWentOnInItsFolderIsAskedAgain() {
    workbench.modelProperty().set(FIRST);
    TestingViewModel model = shown();
    type(model, "great");
    workbench.modelProperty().set(new OpenModel("first", Path.of("first")));
    assertThat(scorer.asked).endsWith("first: great", "first: great");
    assertThat(model.stateProperty().get()).isEqualTo(TestingState.READY);
  }

  @Test
  void aModelThatCannotBeLoadedLeavesTheFormerOne() {
    workbench.modelProperty().set(FIRST);
    TestingViewModel model = shown();
    type(model, "great");
    scorer.broken.add(Path.of("empty"));
    dialogs.paths.add(Path.of("empty"));
    model.commands().openFolder().execute();
    assertThat(model.chosenProperty().get()).isEqualTo(FIRST);
    assertThat(model.stateProperty().get()).isEqualTo(TestingState.READY);
    assertThat(dialogs.notices)
        .containsExactly(
            "empty could not be loaded; the former model stays: empty has no config.json."
                + " Choose the folder of a trained model.");
    assertThat(model.chooser().models()).extracting(item -> item.model()).containsExactly(FIRST);
    assertThat(answer(model).name()).isEqualTo("positive");
  }

  @Test
  void theOnlyModelThatCannotBeLoadedSaysWhyAndCanBeTriedAgain() {
    scorer.broken.add(Path.of("first"));
    workbench.modelProperty().set(FIRST);
    TestingViewModel model = shown();
    assertThat(model.stateProperty().get()).isEqualTo(TestingState.FAILED);
    assertThat(model.problemProperty().get()).contains("first", "Choose the folder");
    assertThat(model.commands().keep().executableProperty().get()).isFalse();
    scorer.broken.clear();
    model.commands().retry().execute();
    assertThat(model.stateProperty().get()).isEqualTo(TestingState.READY);
    assertThat(model.problemProperty().get()).isEmpty();
  }

  @Test
  void aTextLongerThanTheModelTakesIsNamedWithWhatIsCut() {
    workbench.modelProperty().set(FIRST);
    TestingViewModel model = shown();
    type(model, "word ".repeat(126));
    assertThat(answer(model).cut()).isEmpty();
    type(model, "word ".repeat(127));
    assertThat(answer(model).cut()).contains("has 129 tokens", "reads 128", "the last 1 ");
  }

  @Test
  void aModelThatCanHardlyDecideIsCalledUnsure() {
    workbench.modelProperty().set(FIRST);
    TestingViewModel model = shown();
    type(model, "great but late");
    assertThat(answer(model).unsure()).contains("positive", "0.0 points");
  }

  @Test
  void keptSentencesStandNewestFirstAndComeBackAfterClearing() {
    workbench.modelProperty().set(FIRST);
    TestingViewModel model = shown();
    type(model, "great");
    model.commands().keep().execute();
    model.commands().keep().execute();
    // Typed, and kept before it was asked about.
    model.sentence().type("awful");
    model.commands().keep().execute();
    History<HistoryEntry> history = model.history();
    assertThat(texts(history)).containsExactly("awful", "great");
    assertThat(history.entries().get(0).answer().name()).isEqualTo("negative");
    history.clearCommand().execute();
    assertThat(history.entries()).isEmpty();
    assertThat(history.clearCommand().executableProperty().get()).isFalse();
    type(model, "good");
    model.commands().keep().execute();
    history.undoClearCommand().execute();
    assertThat(texts(history)).containsExactly("good", "awful", "great");
    assertThat(history.undoClearCommand().executableProperty().get()).isFalse();
  }

  @Test
  void aSentenceThatWaitsForItsModelIsKeptOnceItIsAnswered() {
    var runner = new HeldBackRunner();
    workbench.modelProperty().set(FIRST);
    TestingViewModel model = shown(dialogs.services(new FxJobRunner(runner, Runnable::run)));
    model.sentence().type("great");
    model.commands().keep().execute();
    assertThat(model.history().entries()).isEmpty();
    runner.runAll();
    assertThat(texts(model.history())).containsExactly("great");
  }

  @Test
  void aChosenHistoryEntryPutsItsTextBack() {
    workbench.modelProperty().set(FIRST);
    TestingViewModel model = shown();
    type(model, "great");
    model.commands().keep().execute();
    type(model, "awful");
    model.history().selectedProperty().set(model.history().entries().get(0));
    assertThat(model.sentence().textProperty().get()).isEqualTo("great");
    assertThat(answer(model).name()).isEqualTo("positive");
  }

  @Test
  void theHistoryIsCopiedWithTabsBetweenItsColumns() {
    workbench.modelProperty().set(FIRST);
    TestingViewModel model = shown();
    type(model, "a great\n\tday");
    model.commands().keep().execute();
    String[] lines = model.history().asTable(model.history().entries()).split("\n", -1);
    assertThat(lines[0]).startsWith("Sentence\tPrediction\tProbability\tTrue label");
    assertThat(lines[1]).startsWith("a great day\tpositive\t87.3%\t\tfirst\t");
  }

  @Test
  void aSentenceOfTheTestSplitStandsBesideItsTrueLabelUntilItIsChanged() {
    workbench.modelProperty().set(FIRST);
    TestingViewModel model = shown();
    assertThat(model.commands().randomSentence().executableProperty().get()).isFalse();
    workbench.dataProperty().set(data(new Example("The parcel came late.", 1, 7)));
    model.commands().randomSentence().execute();
    assertThat(answer(model).verdict()).isEqualTo(Verdict.WRONG);
    assertThat(answer(model).truth()).isEqualTo("Wrong: the true label is positive.");
    assertThat(model.sentence().sampleProperty().get().origin()).isEqualTo("test, line 7");
    model.commands().keep().execute();
    type(model, "The parcel came late!");
    assertThat(answer(model).truth()).isEmpty();
    assertThat(model.history().entries().get(0).answer().verdict()).isEqualTo(Verdict.WRONG);
  }

  @Test
  void aTrueLabelThatTheModelDoesNotKnowIsNeitherRightNorWrong() {
    workbench.modelProperty().set(FIRST);
    TestingViewModel model = shown();
    workbench.dataProperty().set(data(new Example("The parcel came late.", 2, 7)));
    model.commands().randomSentence().execute();
    assertThat(answer(model).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(answer(model).truth()).contains("angry");
  }

  @Test
  void languageModelsOfTheWorkspaceAreListedWithWhatTheyAreAndChosenWhereNothingElseIs()
      throws IOException {
    Path stories = LanguageModelFolder.write(models.resolve("stories"), "LlamaForCausalLM");
    LanguageModelFolder.write(models.resolve("classifier"), "LlamaForSequenceClassification");
    LanguageModelFolder.write(models.resolve(".deleted1"), "LlamaForCausalLM");
    Files.createDirectories(models.resolve("empty"));
    TestingViewModel model = shown();
    assertThat(model.chooser().models())
        .containsExactly(
            new TestableModel(
                new OpenModel("stories", stories),
                ModelKind.LANGUAGE_MODEL,
                "Llama · 4 parameters"));
    assertThat(model.kindProperty().get()).isEqualTo(ModelKind.LANGUAGE_MODEL);
    assertThat(model.stateProperty().get()).isEqualTo(TestingState.READY);
    assertThat(model.caption())
        .startsWith("Llama · 260\u00a0K parameters · reads up to 512 tokens");
    assertThat(scorer.asked).isEmpty();
    assertThat(model.commands().keep().executableProperty().get()).isFalse();
    assertThat(workbench.modelProperty().get()).as("no classifier").isNull();
  }

  @Test
  void aFolderIsOpenedAsWhatItHolds() throws IOException {
    workbench.modelProperty().set(FIRST);
    TestingViewModel model = shown();
    dialogs.paths.add(LanguageModelFolder.write(runs.resolve("tales"), "LlamaForCausalLM"));
    model.commands().openFolder().execute();
    assertThat(model.kindProperty().get()).isEqualTo(ModelKind.LANGUAGE_MODEL);
    assertThat(generator.done).containsExactly("load tales");
    assertThat(model.chooser().models().get(0).origin()).startsWith("Llama · ");
    model.chooseListed(model.chooser().find(FIRST.folder()).orElseThrow());
    assertThat(model.kindProperty().get()).isEqualTo(ModelKind.CLASSIFIER);
    assertThat(generator.done).as("its memory is freed").endsWith("release");
    assertThat(model.caption()).contains("negative, neutral, positive");
  }

  @Test
  void theModelThatRunsStartFromIsListedIfItContinuesTexts() throws IOException {
    Path start = LanguageModelFolder.write(runs.resolve("start"), "LlamaForCausalLM");
    workbench
        .startProperty()
        .set(new ModelStart("start", new ModelChoice.Pretrained(start, false)));
    assertThat(shown().chooser().models())
        .extracting(item -> item.model().folder())
        .containsExactly(start);
  }

  @Test
  void aLanguageModelThatCannotBeLoadedSaysWhyInPlaceAndCanBeTriedAgain() throws IOException {
    Path stories = LanguageModelFolder.write(models.resolve("stories"), "LlamaForCausalLM");
    generator.broken.add(stories);
    TestingViewModel model = shown();
    assertThat(model.stateProperty().get()).isEqualTo(TestingState.FAILED);
    assertThat(model.problemProperty().get())
        .startsWith("stories could not be loaded.")
        .contains("Copy it again");
    generator.broken.clear();
    model.commands().retry().execute();
    assertThat(model.stateProperty().get()).isEqualTo(TestingState.READY);
    assertThat(model.problemProperty().get()).isEmpty();
  }

  @Test
  void aRunThatEndsDoesNotCutATextShort() throws IOException {
    var runner = new HeldBackRunner();
    LanguageModelFolder.write(models.resolve("stories"), "LlamaForCausalLM");
    TestingViewModel model = shown(dialogs.services(new FxJobRunner(runner, Runnable::run)));
    runner.runAll();
    model.generation().commands().generate().execute();
    workbench.modelProperty().set(FIRST);
    assertThat(model.kindProperty().get()).isEqualTo(ModelKind.LANGUAGE_MODEL);
    runner.runAll();
    assertThat(model.generation().shownProperty().get().ending()).isEqualTo("Ended by the model");
    assertThat(model.chooser().find(FIRST.folder())).isPresent();
    workbench.modelProperty().set(SECOND);
    assertThat(model.kindProperty().get()).isEqualTo(ModelKind.CLASSIFIER);
  }

  @Test
  void closingFreesTheModel() {
    shown().close();
    assertThat(scorer.closed).isTrue();
    assertThat(generator.done).containsExactly("close");
  }

  private static List<String> texts(History<HistoryEntry> history) {
    return history.entries().stream().map(entry -> entry.sample().text()).toList();
  }

  private static OpenData data(Example example) {
    LabelSet labels = LabelSet.of(List.of("negative", "positive", "angry"));
    var test = new Dataset("test", List.of(example), labels);
    var content =
        new TrainingData(test.named("train"), Optional.empty(), Optional.of(test), false, Map.of());
    var sources =
        new TrainingData.Sources(
            Path.of("train"), Optional.empty(), false, Optional.of(Path.of("test")));
    return new OpenData("sample", sources, ImportOptions.DEFAULTS, content);
  }
}
