package app.valence.ui.training;

import app.valence.jobs.Outcome;
import app.valence.recipes.RecipeFolder;
import app.valence.runs.RecipePlan;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.text.Messages;
import app.valence.ui.workbench.OpenData;
import app.valence.ui.workbench.WindowServices;
import app.valence.ui.workbench.Workbench;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The recipes that a person may choose from: one of them fills in data, start and settings. */
public final class RecipeShelf {
  private final WindowServices services;
  private final RecipePlace place;
  private final Workbench workbench;
  private final SettingsForm form;
  private final Messages messages;
  private final ObservableList<RecipeEntry> entries = FXCollections.observableArrayList();
  // One for all: who listens to a view of a list that nobody holds soon hears nothing.
  private final ObservableList<RecipeEntry> shown =
      FXCollections.unmodifiableObservableList(entries);

  /** The recipes of {@code place}, which are read beside the window. */
  RecipeShelf(
      WindowServices services,
      RecipePlace place,
      Workbench workbench,
      SettingsForm form,
      Messages messages) {
    this.services = services;
    this.place = place;
    this.workbench = workbench;
    this.form = form;
    this.messages = messages;
    services
        .jobs()
        .<RecipeFolder.Listing>start(
            FxJobRunner.Appearance.quiet(messages.get("recipes.reading")),
            context -> RecipeFolder.list(place.folder()),
            this::read);
  }

  private void read(Outcome<RecipeFolder.Listing> outcome) {
    if (outcome instanceof Outcome.Succeeded<RecipeFolder.Listing> found) {
      found.value().recipes().stream()
          .map(recipe -> RecipeEntry.of(recipe, services.locale()))
          .forEach(entries::add);
      found.value().problems().forEach(this::tell);
    } else if (outcome instanceof Outcome.Failed<RecipeFolder.Listing> failed) {
      services.notices().failed(messages.get("recipes.unreadable"), failed.cause());
    }
  }

  private void tell(String problem) {
    services.notices().warn(messages.get("recipes.unreadable"), problem);
  }

  /** Fills in what a recipe asks for, its data first; {@code then} follows. */
  void choose(RecipeEntry entry, Runnable then) {
    RecipePlan plan = entry.plan().orElseThrow();
    Runnable follow =
        () -> {
          form.follow(entry);
          then.run();
        };
    if (plan.data().isEmpty() || isOpen(plan)) {
      follow.run();
    } else {
      place.data().open(plan.data().get(), plan.reading(), follow);
    }
  }

  private boolean isOpen(RecipePlan plan) {
    OpenData open = workbench.dataProperty().get();
    return open != null
        && plan.data().filter(open.sources()::equals).isPresent()
        && open.reading().equals(plan.reading());
  }

  /** The recipes, by name. */
  public ObservableList<RecipeEntry> entries() {
    return shown;
  }
}
