package app.valence.ui.testing.generation;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.jobs.DirectJobRunner;
import app.valence.model.generation.GenerationSettings;
import app.valence.model.generation.TextGenerator.End;
import app.valence.ui.TestServices;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.testing.HeldBackRunner;
import app.valence.ui.workbench.OpenModel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class GenerationViewModelTest {
  private static final OpenModel STORIES = new OpenModel("stories", Path.of("stories"));
  private static final OpenModel OTHER = new OpenModel("other", Path.of("other"));
  private static final String BEGINNING = "Once upon a time, there was a little";

  private final TestServices services = new TestServices();
  private final FakeGenerator generator = new FakeGenerator();

  private GenerationViewModel ready() {
    var model = new GenerationViewModel(services.direct(), generator);
    model.choose(STORIES);
    model.load();
    return model;
  }

  private static ShownText generate(GenerationViewModel model, String prompt) {
    model.promptProperty().set(prompt);
    model.commands().generate().execute();
    return model.shownProperty().get();
  }

  @Test
  void aTextCanBeAskedForOnceAModelIsLoaded() {
    var model = new GenerationViewModel(services.direct(), generator);
    var generate = model.commands().generate().executableProperty();
    assertThat(generate.get()).isFalse();
    model.choose(STORIES);
    assertThat(generate.get()).isFalse();
    assertThat(generator.done).isEmpty();
    model.load();
    model.load();
    assertThat(generate.get()).isTrue();
    assertThat(generator.done).containsExactly("load stories");
  }

  @Test
  void theTextGrowsInOrderAndEndsWithItsFiguresAndItsReason() {
    GenerationViewModel model = ready();
    List<String> seen = new ArrayList<>();
    model.shownProperty().subscribe(shown -> seen.add(shown.text()));
    ShownText shown = generate(model, BEGINNING);
    assertThat(seen).contains("", " girl", " girl named", " girl named Lily.");
    for (int i = 2; i < seen.size(); i++) {
      assertThat(seen.get(i)).startsWith(seen.get(i - 1));
    }
    assertThat(shown.whole()).startsWith(BEGINNING + " girl named Lily.").contains("5 € 😀");
    assertThat(shown.end()).contains(End.END_OF_TEXT);
    assertThat(shown.ending()).isEqualTo("Ended by the model");
    assertThat(shown.figures()).matches("\\d+ tokens · 100\\.0 tokens/s");
    assertThat(model.runningProperty().get()).isFalse();
  }

  @Test
  void manyTokensAreOneUpdateOfTheScreen() {
    Deque<Runnable> screen = new ArrayDeque<>();
    var jobs = new FxJobRunner(new DirectJobRunner(), screen::add);
    var model = new GenerationViewModel(services.services(jobs), generator);
    model.choose(STORIES);
    model.load();
    runAll(screen);
    List<String> seen = new ArrayList<>();
    model.promptProperty().set(BEGINNING);
    model.commands().generate().execute();
    model.shownProperty().subscribe(shown -> seen.add(shown.text()));
    runAll(screen);
    assertThat(seen).as("nothing, all words, their end").hasSize(3);
    assertThat(seen.get(2)).isEqualTo(seen.get(1)).endsWith("whose it was.");
  }

  private static void runAll(Deque<Runnable> work) {
    while (!work.isEmpty()) {
      work.remove().run();
    }
  }

  @Test
  void stoppingKeepsWhatWasWritten() {
    var runner = new HeldBackRunner();
    var jobs = new FxJobRunner(runner, Runnable::run);
    var model = new GenerationViewModel(services.services(jobs), generator);
    model.choose(STORIES);
    model.load();
    runner.runAll();
    assertThat(model.commands().stop().executableProperty().get()).isFalse();
    generate(model, BEGINNING);
    assertThat(model.commands().generate().executableProperty().get()).isFalse();
    assertThat(model.shownProperty().get().figures()).isEqualTo("Reading the prompt…");
    model
        .shownProperty()
        .subscribe(
            shown -> {
              if (shown.text().endsWith("Lily.")) {
                model.commands().stop().execute();
              }
            });
    runner.runAll();
    ShownText shown = model.shownProperty().get();
    assertThat(shown.text()).isEqualTo(" girl named Lily.");
    assertThat(shown.ending()).isEqualTo("Stopped");
    assertThat(model.history().entries()).hasSize(1);
    assertThat(model.commands().generate().executableProperty().get()).isTrue();
  }

  @Test
  void theSettingsGoWithTheTextAndAnEmptySeedIsDrawn() {
    GenerationViewModel model = ready();
    model.form().temperature().textProperty().set("0,7");
    model.form().topP().set(0.9);
    model.form().tokens().set(5);
    model.form().seed().set(42);
    ShownText shown = generate(model, BEGINNING);
    assertThat(generator.requests.get(0).settings())
        .isEqualTo(new GenerationSettings(5, 0.7, 0, 0.9, 42));
    assertThat(shown.ending()).isEqualTo("As long as was asked for");
    model.form().seed().textProperty().set("");
    generate(model, BEGINNING);
    assertThat(model.history().entries().get(0).settings()).matches("T 0.7 · p 0.9 · seed \\d+");
    model.form().sampledProperty().set(false);
    generate(model, BEGINNING);
    assertThat(generator.requests.get(2).settings()).isEqualTo(GenerationSettings.greedy(5));
  }

  @Test
  void wrongSettingsAreNamedAndHoldTheTextBack() {
    GenerationViewModel model = ready();
    var generate = model.commands().generate().executableProperty();
    model.form().temperature().textProperty().set("9");
    assertThat(model.problemBinding().get()).isEqualTo("Temperature: Must be from 0.05 to 5.");
    assertThat(generate.get()).isFalse();
    model.form().sampledProperty().set(false);
    assertThat(model.problemBinding().get()).as("nothing is drawn").isEmpty();
    model.form().tokens().textProperty().set("513");
    assertThat(model.problemBinding().get()).startsWith("Tokens: ").contains("1 to 512");
    model.form().tokens().set(512);
    assertThat(generate.get()).isTrue();
  }

  @Test
  void aPromptThatIsTooLongIsSaidUntilItIsChanged() {
    GenerationViewModel model = ready();
    ShownText shown = generate(model, "word".repeat(520));
    assertThat(shown).isEqualTo(ShownText.NONE);
    assertThat(model.problemBinding().get()).contains("521 tokens", "at most 512", "by 9 tokens");
    model.promptProperty().set("word");
    assertThat(model.problemBinding().get()).isEmpty();
    assertThat(model.history().entries()).isEmpty();
  }

  @Test
  void anEarlierTextComesBackWithItsPromptAndSettings() {
    GenerationViewModel model = ready();
    model.form().seed().set(7);
    ShownText first = generate(model, BEGINNING);
    model.form().sampledProperty().set(false);
    generate(model, "Another");
    assertThat(model.history().entries())
        .extracting(entry -> entry.shown().prompt())
        .containsExactly("Another", BEGINNING);
    model.history().selectedProperty().set(model.history().entries().get(1));
    assertThat(model.promptProperty().get()).isEqualTo(BEGINNING);
    assertThat(model.form().sampledProperty().get()).isTrue();
    assertThat(model.form().seed().textProperty().get()).isEqualTo("7");
    assertThat(model.shownProperty().get()).isEqualTo(first);
    generate(model, BEGINNING);
    assertThat(model.history().entries()).as("not the newest, so kept again").hasSize(3);
    generate(model, BEGINNING);
    assertThat(model.history().entries()).as("the same once more").hasSize(3);
  }

  @Test
  void theHistoryIsCopiedAsATable() {
    GenerationViewModel model = ready();
    model.form().tokens().set(2);
    model.form().sampledProperty().set(false);
    generate(model, "Two\nlines");
    String[] lines = model.history().asTable(model.history().entries()).split("\n", -1);
    assertThat(lines[0]).isEqualTo("Prompt\tText\tSettings\tTokens\tEnd\tModel\tTime");
    assertThat(lines[1])
        .startsWith("Two lines\t girl named\tgreedy\t2\tAs long as was asked for\tstories\t");
  }

  @Test
  void aModelThatCannotBeLoadedSaysWhy() {
    generator.broken.add(STORIES.folder());
    GenerationViewModel model = ready();
    assertThat(model.chosen().stateProperty().get()).isEqualTo(GeneratorState.FAILED);
    assertThat(model.chosen().failure().orElseThrow()).hasMessageContaining("damaged");
    assertThat(model.commands().generate().executableProperty().get()).isFalse();
    model.choose(OTHER);
    model.load();
    assertThat(model.chosen().stateProperty().get()).isEqualTo(GeneratorState.READY);
  }

  @Test
  void lettingTheModelGoFreesItsMemory() {
    GenerationViewModel model = ready();
    model.release();
    model.release();
    assertThat(model.chosen().stateProperty().get()).isEqualTo(GeneratorState.NONE);
    model.close();
    assertThat(generator.done).containsExactly("load stories", "release", "close");
  }

  @Test
  void aSmallModelIsAskedForNoMoreThanItReads() {
    var model = new GenerationViewModel(services.direct(), generator);
    model.form().tokens().set(2000);
    model.choose(STORIES);
    model.load();
    assertThat(model.form().tokens().textProperty().get()).isEqualTo("512");
  }
}
