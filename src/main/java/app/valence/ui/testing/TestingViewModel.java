package app.valence.ui.testing;

import app.valence.ui.commands.Command;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.navigation.Screen;
import app.valence.ui.testing.generation.GenerationViewModel;
import app.valence.ui.testing.history.History;
import app.valence.ui.text.Messages;
import app.valence.ui.workbench.OpenModel;
import app.valence.ui.workbench.WindowServices;
import app.valence.ui.workbench.Workbench;
import java.util.Random;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the Test screen shows: a model, and what it makes of a text: a classifier says its class
 * while it is being typed, a language model continues it. A model is loaded only when the screen is
 * looked at.
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
  private final History<HistoryEntry> history;
  private final LiveSentence sentence;
  private final GenerationViewModel generation;
  private final TestedModel tested;
  private final TestingCommands commands;

  /** The screen's state; this closes what asks the models of {@code place}. */
  public TestingViewModel(
      WindowServices services, Workbench workbench, Navigator navigator, TestPlace place) {
    this.services = services;
    this.workbench = workbench;
    this.navigator = navigator;
    this.scorer = place.scorer();
    messages = Messages.of(TestingViewModel.class, services.locale());
    samples = new SampleTexts(messages, new Random());
    chooser = new ModelChooser(services, messages, place, workbench);
    history = new History<>(messages.get("history.columns"));
    var quiet = FxJobRunner.Appearance.quiet(messages.get("scoring"));
    scoring = new LiveScoring(scorer, services.jobs(), quiet, this::failed);
    sentence = new LiveSentence(scoring, history, messages);
    generation = new GenerationViewModel(services, place.generator());
    tested = new TestedModel(services, messages, chooser, scoring, generation);
    commands = makeCommands();
    listen();
  }

  private TestingCommands makeCommands() {
    var classifies = tested.kindProperty().isEqualTo(ModelKind.CLASSIFIER);
    var drawable =
        Bindings.createBooleanBinding(
            () -> SampleTexts.heldOut(workbench.dataProperty().get()).isPresent(),
            workbench.dataProperty());
    var failed = tested.stateBinding().isEqualTo(TestingState.FAILED);
    return new TestingCommands(
        Command.when(sentence.keepable().and(classifies), sentence::keep),
        Command.when(drawable.and(classifies), this::takeRandomSentence),
        Command.of(this::openFolder),
        Command.of(() -> navigator.show(Screen.TRAIN)),
        Command.when(failed, this::retry));
  }

  private void listen() {
    scoring.replyProperty().addListener((Observable change) -> replied());
    history.selectedProperty().subscribe(this::recall);
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
      load();
    }
  }

  private void load() {
    if (tested.kindProperty().get() == ModelKind.LANGUAGE_MODEL) {
      generation.load();
    } else {
      sentence.ask();
    }
  }

  private void chooseNewest() {
    if (tested.chosenBinding().get() == null && !chooser.models().isEmpty()) {
      choose(chooser.models().get(0));
    }
  }

  @SuppressWarnings("ReferenceEquality") // An equal model may have gone on learning.
  private void modelOpened() {
    OpenModel model = workbench.modelProperty().get();
    if (model != null && model != scoring.chosenProperty().get()) {
      chooser.include(chooser.ofFolder(model));
      // A text that is being written is not cut short by a run that ends beside it.
      if (!generation.runningProperty().get()) {
        choose(model);
      }
      if (isShown()) {
        chooser.refresh(() -> {});
      }
    }
  }

  /** Tests with the classifier {@code model} from now on. */
  public void choose(OpenModel model) {
    choose(chooser.ofFolder(model));
  }

  private void choose(TestableModel item) {
    tested.choose(item);
    if (isShown()) {
      load();
    }
  }

  /** Tests with a model of the list, unless it is the one already. */
  public void chooseListed(TestableModel item) {
    OpenModel present = tested.chosenBinding().get();
    if (present == null || !present.folder().equals(item.model().folder())) {
      choose(item);
    }
  }

  private void openFolder() {
    var folder = services.files().folder(messages.get("model.open.title"));
    folder.ifPresent(found -> tested.open(found, this::choose));
  }

  private void retry() {
    OpenModel model = tested.chosenBinding().get();
    if (model != null) {
      choose(chooser.find(model.folder()).orElseGet(() -> chooser.ofFolder(model)));
    }
  }

  private void failed(OpenModel model, Throwable cause) {
    sentence.forgetWish();
    tested.failed(model, cause);
  }

  private void takeRandomSentence() {
    var data = workbench.dataProperty().get();
    if (data != null) {
      sentence.tryOut(samples.randomOf(data, sentence.textProperty().get()));
    }
  }

  /** Puts a kept sentence back into the text area. */
  public void recall(@Nullable HistoryEntry entry) {
    if (entry != null) {
      sentence.tryOut(entry.sample());
    }
  }

  private void replied() {
    OpenModel model = scoring.chosenProperty().get();
    if (scoring.replyProperty().get() != null && model != null) {
      workbench.modelProperty().set(model);
    }
  }

  /** Frees the models. */
  @Override
  public void close() {
    generation.close();
    scorer.close();
  }

  /** What is done with language models. */
  public GenerationViewModel generation() {
    return generation;
  }

  /** What the chosen model does with a text. */
  public ReadOnlyObjectProperty<ModelKind> kindProperty() {
    return tested.kindProperty();
  }

  /** The sentence that is tried. */
  public LiveSentence sentence() {
    return sentence;
  }

  /** How far the screen is with its model. */
  public ObjectBinding<TestingState> stateProperty() {
    return tested.stateBinding();
  }

  /** The chosen model, or null. */
  public ObjectBinding<@Nullable OpenModel> chosenProperty() {
    return tested.chosenBinding();
  }

  /** What the classifier that was loaded last said last, and what it is; null before. */
  public ReadOnlyObjectProperty<Scorer.@Nullable Reply> replyProperty() {
    return scoring.replyProperty();
  }

  /** Why the chosen model cannot be used and what to do; else empty. */
  public ReadOnlyStringProperty problemProperty() {
    return tested.problemProperty();
  }

  /** What stands below the model's name: what it is, how long texts may be, its folder. */
  public String caption() {
    return tested.caption();
  }

  /** The models to choose from. */
  public ModelChooser chooser() {
    return chooser;
  }

  /** The sentences that were kept. */
  public History<HistoryEntry> history() {
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
