package app.valence.ui.testing;

import app.valence.runs.RunStore;
import app.valence.ui.commands.Command;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.navigation.Screen;
import app.valence.ui.text.ErrorText;
import app.valence.ui.text.Messages;
import app.valence.ui.workbench.OpenModel;
import app.valence.ui.workbench.WindowServices;
import app.valence.ui.workbench.Workbench;
import java.nio.file.Path;
import java.util.Random;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What the Test screen shows: a model, a sentence, and what the one says about the other while it
 * is being typed. A model is loaded only when the screen is looked at.
 */
public final class TestingViewModel implements AutoCloseable {
  private final WindowServices services;
  private final Workbench workbench;
  private final Navigator navigator;
  private final Scorer scorer;
  private final Messages messages;
  private final SampleTexts samples;
  private final ModelChooser chooser;
  private final LiveScoring scoring;
  private final TestHistory history;
  private final LiveSentence sentence;

  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

  private final TestingCommands commands;

  /** The screen's state; finished runs are found in {@code runs}, and this closes the scorer. */
  public TestingViewModel(
      WindowServices services,
      Workbench workbench,
      Navigator navigator,
      RunStore runs,
      Scorer scorer) {
    this.services = services;
    this.workbench = workbench;
    this.navigator = navigator;
    this.scorer = scorer;
    messages = Messages.of(TestingViewModel.class, services.locale());
    samples = new SampleTexts(messages, new Random());
    chooser = new ModelChooser(services, messages, runs);
    history = new TestHistory(messages);
    var quiet = FxJobRunner.Appearance.quiet(messages.get("scoring"));
    scoring = new LiveScoring(scorer, services.jobs(), quiet, this::failed);
    sentence = new LiveSentence(scoring, history, messages);
    commands = makeCommands();
    listen();
  }

  private TestingCommands makeCommands() {
    var drawable =
        Bindings.createBooleanBinding(
            () -> SampleTexts.heldOut(workbench.dataProperty().get()).isPresent(),
            workbench.dataProperty());
    var failed = scoring.stateProperty().isEqualTo(TestingState.FAILED);
    return new TestingCommands(
        Command.when(sentence.keepable(), sentence::keep),
        Command.when(drawable, this::takeRandomSentence),
        Command.of(this::openFolder),
        Command.of(() -> navigator.show(Screen.TRAIN)),
        Command.when(failed, this::retry));
  }

  private void listen() {
    scoring.replyProperty().addListener((Observable change) -> replied());
    history.selectedProperty().addListener((change, before, entry) -> recallSelected());
    navigator.currentProperty().addListener((change, before, screen) -> shown());
    // Told of a run that went on in its folder too, which is an equal model.
    workbench.modelProperty().addListener((Observable change) -> modelOpened());
    modelOpened();
    shown();
  }

  private boolean isShown() {
    return navigator.currentProperty().get() == Screen.TEST;
  }

  private void shown() {
    if (isShown()) {
      chooser.refresh(this::chooseNewest);
      sentence.ask();
    }
  }

  private void chooseNewest() {
    if (scoring.chosenProperty().get() == null && !chooser.models().isEmpty()) {
      choose(chooser.models().get(0).model());
    }
  }

  @SuppressWarnings("ReferenceEquality") // An equal model may have gone on learning.
  private void modelOpened() {
    OpenModel model = workbench.modelProperty().get();
    if (model != null && model != scoring.chosenProperty().get()) {
      chooser.include(model);
      choose(model);
      if (isShown()) {
        chooser.refresh(() -> {});
      }
    }
  }

  /** Tests with {@code model} from now on. */
  public void choose(OpenModel model) {
    problem.set("");
    scoring.choose(model);
    if (isShown()) {
      sentence.ask();
    }
  }

  /** Tests with a model of the list, unless it is the one already. */
  public void chooseListed(TestableModel item) {
    OpenModel present = scoring.chosenProperty().get();
    if (present == null || !present.folder().equals(item.model().folder())) {
      choose(item.model());
    }
  }

  private void openFolder() {
    services.files().folder(messages.get("model.open.title")).ifPresent(this::open);
  }

  private void open(Path folder) {
    Path name = folder.getFileName();
    var model = new OpenModel(name == null ? folder.toString() : name.toString(), folder);
    chooser.include(model);
    choose(chooser.find(folder).map(TestableModel::model).orElse(model));
  }

  private void retry() {
    OpenModel model = scoring.chosenProperty().get();
    if (model != null) {
      choose(model);
    }
  }

  private void failed(OpenModel model, Throwable cause) {
    sentence.forgetWish();
    if (scoring.stateProperty().get() == TestingState.FAILED) {
      problem.set(messages.get("model.failed", model.name()) + " " + ErrorText.of(cause));
    } else {
      chooser.drop(model);
      services.notices().failed(messages.get("model.failed.kept", model.name()), cause);
    }
  }

  private void takeRandomSentence() {
    var data = workbench.dataProperty().get();
    if (data != null) {
      sentence.tryOut(samples.randomOf(data, sentence.textProperty().get()));
    }
  }

  private void recallSelected() {
    HistoryEntry entry = history.selectedProperty().get();
    if (entry != null) {
      recall(entry);
    }
  }

  /** Puts a kept sentence back into the text area. */
  public void recall(HistoryEntry entry) {
    sentence.tryOut(entry.sample());
  }

  private void replied() {
    OpenModel model = scoring.chosenProperty().get();
    if (scoring.replyProperty().get() != null && model != null) {
      workbench.modelProperty().set(model);
    }
  }

  /** Frees the model. */
  @Override
  public void close() {
    scorer.close();
  }

  /** The sentence that is tried. */
  public LiveSentence sentence() {
    return sentence;
  }

  /** How far the screen is with its model. */
  public ReadOnlyObjectProperty<TestingState> stateProperty() {
    return scoring.stateProperty();
  }

  /** The chosen model, or null. */
  public ReadOnlyObjectProperty<@Nullable OpenModel> chosenProperty() {
    return scoring.chosenProperty();
  }

  /** What the model that was loaded last said last, and what it is; null before. */
  public ReadOnlyObjectProperty<Scorer.@Nullable Reply> replyProperty() {
    return scoring.replyProperty();
  }

  /** Why the chosen model cannot be used and what to do; else empty. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** What stands below the model's name: its classes, how long texts may be, its folder. */
  public String caption() {
    Scorer.Reply reply = scoring.replyProperty().get();
    OpenModel model = scoring.chosenProperty().get();
    if (model == null || reply == null || !scoring.isReady()) {
      return messages.get("model.loading");
    }
    return ModelWords.caption(reply.model(), model.folder(), messages);
  }

  /** The models to choose from. */
  public ModelChooser chooser() {
    return chooser;
  }

  /** The sentences that were kept. */
  public TestHistory history() {
    return history;
  }

  /** Sentences to try and what to call the one from the data. */
  public SampleTexts samples() {
    return samples;
  }

  /** Everything that can be done here. */
  public TestingCommands commands() {
    return commands;
  }
}
