package app.valence.ui.testing;

import app.valence.ui.jobs.FxJobRunner.Appearance;
import app.valence.ui.testing.generation.GenerationViewModel;
import app.valence.ui.testing.generation.GenerationWords;
import app.valence.ui.testing.generation.GeneratorFacts;
import app.valence.ui.testing.generation.GeneratorState;
import app.valence.ui.text.ErrorText;
import app.valence.ui.text.Messages;
import app.valence.ui.workbench.OpenModel;
import app.valence.ui.workbench.WindowServices;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** The one model that is tested, whichever kind it is of. */
final class TestedModel {
  private final WindowServices services;
  private final Messages messages;
  private final ModelChooser chooser;
  private final LiveScoring scoring;
  private final GenerationViewModel generation;
  private final ReadOnlyObjectWrapper<ModelKind> kind =
      new ReadOnlyObjectWrapper<>(ModelKind.CLASSIFIER);
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ObjectBinding<@Nullable OpenModel> chosen;
  private final ObjectBinding<TestingState> state;

  TestedModel(
      WindowServices services,
      Messages messages,
      ModelChooser chooser,
      LiveScoring scoring,
      GenerationViewModel generation) {
    this.services = services;
    this.messages = messages;
    this.chooser = chooser;
    this.scoring = scoring;
    this.generation = generation;
    var writer = generation.chosen();
    chosen =
        Bindings.createObjectBinding(
            () -> writes() ? writer.modelProperty().get() : scoring.chosenProperty().get(),
            kind,
            writer.modelProperty(),
            scoring.chosenProperty());
    state =
        Bindings.createObjectBinding(
            () -> writes() ? of(writer.stateProperty().get()) : scoring.stateProperty().get(),
            kind,
            writer.stateProperty(),
            scoring.stateProperty());
    writer.stateProperty().subscribe(this::writerIs);
  }

  private static TestingState of(GeneratorState state) {
    return switch (state) {
      case NONE -> TestingState.EMPTY;
      case LOADING -> TestingState.LOADING;
      case READY -> TestingState.READY;
      case FAILED -> TestingState.FAILED;
    };
  }

  private void writerIs(GeneratorState now) {
    OpenModel model = generation.chosen().modelProperty().get();
    if (now == GeneratorState.FAILED && model != null) {
      generation.chosen().failure().ifPresent(cause -> explain(model, cause));
    }
  }

  private boolean writes() {
    return kind.get() == ModelKind.LANGUAGE_MODEL;
  }

  /** Tests {@code item} from now on; it is loaded when it is asked first. */
  void choose(TestableModel item) {
    problem.set("");
    if (item.kind() == ModelKind.LANGUAGE_MODEL) {
      generation.choose(item.model());
    } else {
      generation.release();
      scoring.choose(item.model());
    }
    kind.set(item.kind());
  }

  /** Looks at what lies in {@code folder} and hands it to {@code then}, added to the list. */
  void open(Path folder, Consumer<TestableModel> then) {
    services
        .jobs()
        .start(
            Appearance.quiet(messages.get("models.listing")),
            context -> LanguageModels.at(folder),
            outcome ->
                outcome.match(
                    found -> then.accept(included(folder, found)), cause -> {}, reason -> {}));
  }

  private TestableModel included(Path folder, Optional<LanguageModels.Found> found) {
    var model = new OpenModel(LanguageModels.folderName(folder), folder);
    TestableModel item = found.map(chooser::of).orElseGet(() -> chooser.ofFolder(model));
    chooser.include(item);
    return chooser.find(folder).orElse(item);
  }

  /** A classifier could not answer: says so in place, or gives way to the one before. */
  void failed(OpenModel model, Throwable cause) {
    if (scoring.stateProperty().get() == TestingState.FAILED) {
      explain(model, cause);
    } else {
      chooser.drop(model);
      services.notices().failed(messages.get("model.failed.kept", model.name()), cause);
    }
  }

  private void explain(OpenModel model, Throwable cause) {
    problem.set(messages.get("model.failed", model.name()) + " " + ErrorText.of(cause));
  }

  /** What stands below the model's name. */
  String caption() {
    OpenModel model = chosen.get();
    if (model == null || state.get() != TestingState.READY) {
      return messages.get("model.loading");
    }
    GeneratorFacts facts = generation.chosen().factsProperty().get();
    Scorer.Reply reply = scoring.replyProperty().get();
    if (writes() && facts != null) {
      return new GenerationWords(messages.locale()).caption(facts, model.folder());
    }
    return reply == null
        ? messages.get("model.loading")
        : ModelWords.caption(reply.model(), model.folder(), messages);
  }

  ReadOnlyObjectProperty<ModelKind> kindProperty() {
    return kind.getReadOnlyProperty();
  }

  /** Why the model cannot be used and what to do; else empty. */
  ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** The model, or null. */
  ObjectBinding<@Nullable OpenModel> chosenBinding() {
    return chosen;
  }

  /** How far it is. */
  ObjectBinding<TestingState> stateBinding() {
    return state;
  }
}
