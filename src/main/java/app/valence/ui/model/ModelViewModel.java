package app.valence.ui.model;

import app.valence.adaptation.AdaptedModel;
import app.valence.jobs.Job;
import app.valence.jobs.Outcome;
import app.valence.model.ModelDescription;
import app.valence.ui.commands.Command;
import app.valence.ui.dialogs.Questions;
import app.valence.ui.jobs.FxJobRunner.Appearance;
import app.valence.ui.jobs.LatestJob;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.navigation.Screen;
import app.valence.ui.text.ErrorText;
import app.valence.ui.text.Messages;
import app.valence.ui.workbench.ModelStart;
import app.valence.ui.workbench.WindowServices;
import app.valence.ui.workbench.Workbench;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/** The models to choose from, the facts of the selected one, and what can be done with it. */
public final class ModelViewModel {
  private final WindowServices services;
  private final Workbench workbench;
  private final Navigator navigator;
  private final ModelPlace place;
  private final Messages messages;
  private final ModelWords words;
  private final ModelShelf shelf;
  private final AdaptingViewModel adapting;
  private final ModelCommands commands;
  private final LatestJob<ModelDescription> looking;
  private final ReadOnlyObjectWrapper<ModelFacts> facts =
      new ReadOnlyObjectWrapper<>(ModelFacts.NONE);
  private final BooleanProperty adaptingShown = new SimpleBooleanProperty();
  private final BooleanProperty renaming = new SimpleBooleanProperty();

  /** A screen that chooses for {@code workbench}. */
  public ModelViewModel(
      WindowServices services, Workbench workbench, Navigator navigator, ModelPlace place) {
    this.services = services;
    this.workbench = workbench;
    this.navigator = navigator;
    this.place = place;
    this.messages = Messages.of(ModelViewModel.class, services.locale());
    this.words = new ModelWords(messages);
    this.looking = new LatestJob<>(services.jobs(), Appearance.quiet(messages.get("job.looking")));
    this.shelf = new ModelShelf(workbench, words, place.bundled());
    this.adapting = new AdaptingViewModel(services, workbench, place, shelf);
    this.commands = commands();
    shelf.selectedProperty().subscribe(this::look);
    adapting.endingsProperty().subscribe((before, now) -> refresh());
    adapting.trainProperty().subscribe(this::train);
    settle();
  }

  private ModelCommands commands() {
    var isAdapted = is(entry -> entry.adapted().isPresent() && !entry.isUnderWay());
    var free = services.jobs().trainingProperty().not();
    return new ModelCommands(
        Command.of(this::chooseFolder),
        Command.when(isFine(), () -> navigator.show(Screen.TRAIN)),
        Command.when(is(ModelEntry::resumable).and(free), this::resume),
        Command.when(isAdapted.and(free), () -> renaming.set(true)),
        Command.when(isAdapted.and(free), this::delete));
  }

  private BooleanBinding isFine() {
    return javafx.beans.binding.Bindings.createBooleanBinding(
        () -> facts.get().problem().isEmpty(), facts);
  }

  private BooleanBinding is(java.util.function.Predicate<ModelEntry> what) {
    var selected = shelf.selectedProperty();
    return javafx.beans.binding.Bindings.createBooleanBinding(
        () -> Optional.ofNullable(selected.get()).filter(what).isPresent(), selected);
  }

  /** Nothing is adapted yet when this is made: what looks so died with an earlier program. */
  private void settle() {
    quietly(
        context -> {
          place.adapted().settle();
          return ModelShelf.read(place.adapted());
        },
        shelf::showAdapted);
  }

  private void refresh() {
    quietly(context -> ModelShelf.read(place.adapted()), shelf::showAdapted);
  }

  private <T> void quietly(Job<T> job, java.util.function.Consumer<T> then) {
    services
        .jobs()
        .start(
            Appearance.quiet(messages.get("job.looking")),
            job,
            (Outcome<T> outcome) ->
                outcome.match(
                    then,
                    failure -> services.notices().failed(messages.get("failed.list"), failure),
                    reason -> {}));
  }

  private void look(@Nullable ModelEntry entry) {
    renaming.set(false);
    if (entry == null) {
      return;
    }
    if (entry.size().isPresent()) {
      facts.set(new ModelFacts(words.about(entry, false), words.facts(entry.size().get()), "", ""));
    } else if (!entry.isUsable()) {
      facts.set(new ModelFacts("", Map.of(), "", messages.get("problem.unfinished")));
    } else {
      looking.ask(
          context -> ModelDescription.read(place.folder(entry)), outcome -> show(entry, outcome));
    }
  }

  private void show(ModelEntry entry, Outcome<ModelDescription> outcome) {
    if (!entry.equals(shelf.selectedProperty().get())) {
      return;
    }
    outcome.match(
        found -> show(entry, found),
        failure -> facts.set(new ModelFacts("", Map.of(), "", ErrorText.of(failure))),
        reason -> {});
  }

  private void show(ModelEntry entry, ModelDescription found) {
    facts.set(
        new ModelFacts(
            words.about(entry, found.classifier()),
            words.facts(found),
            found.card().orElse(""),
            ""));
    if (entry.folder().isPresent()) {
      shelf.choose(entry);
    }
  }

  private void chooseFolder() {
    services.files().folder(messages.get("folder.title")).ifPresent(shelf::add);
  }

  private void train(@Nullable AdaptedModel model) {
    if (model != null) {
      var entry = ModelEntry.of(model, false);
      workbench.startProperty().set(new ModelStart(model.name(), entry.choice()));
      navigator.show(Screen.TRAIN);
    }
  }

  private Optional<AdaptedModel> selectedAdapted() {
    return Optional.ofNullable(shelf.selectedProperty().get()).flatMap(ModelEntry::adapted);
  }

  private void resume() {
    selectedAdapted()
        .ifPresent(
            model -> {
              adaptingShown.set(true);
              adapting.resume(model);
            });
  }

  /** Calls the selected model something else; without a name nothing happens. */
  void rename(String name) {
    renaming.set(false);
    Optional<AdaptedModel> model = selectedAdapted();
    if (model.isPresent() && !name.isBlank() && !name.strip().equals(model.get().name())) {
      quietly(
          context -> {
            place.adapted().rename(model.get(), name.strip());
            return ModelShelf.read(place.adapted());
          },
          shelf::showAdapted);
    }
  }

  private void delete() {
    Optional<AdaptedModel> model = selectedAdapted();
    if (model.isEmpty() || !isWanted(model.get())) {
      return;
    }
    quietly(
        context -> {
          place.adapted().delete(model.get());
          return ModelShelf.read(place.adapted());
        },
        shelf::showAdapted);
  }

  private boolean isWanted(AdaptedModel model) {
    var question =
        new Questions.Question(
            messages.get("delete.title", model.name()),
            messages.get("delete.text"),
            List.of(messages.get("delete.keep"), messages.get("delete.now")));
    return services.questions().ask(question).filter(answer -> answer == 1).isPresent();
  }

  /** The models to choose from. */
  public ModelShelf shelf() {
    return shelf;
  }

  /** How models are named. */
  ModelWords words() {
    return words;
  }

  /** Adapting the selected model. */
  public AdaptingViewModel adapting() {
    return adapting;
  }

  /** What can be done. */
  public ModelCommands can() {
    return commands;
  }

  /** What is shown of the selected model. */
  public ReadOnlyObjectProperty<ModelFacts> factsProperty() {
    return facts.getReadOnlyProperty();
  }

  /** Whether the part that adapts is shown. */
  public BooleanProperty adaptingShownProperty() {
    return adaptingShown;
  }

  /** Whether another name is being typed. */
  public BooleanProperty renamingProperty() {
    return renaming;
  }
}
