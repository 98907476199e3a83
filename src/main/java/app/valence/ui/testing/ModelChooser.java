package app.valence.ui.testing;

import app.valence.jobs.Outcome;
import app.valence.runs.RunStore;
import app.valence.runs.StoredRun;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.jobs.LatestJob;
import app.valence.ui.text.Messages;
import app.valence.ui.workbench.OpenModel;
import app.valence.ui.workbench.WindowServices;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The models that can be tested: those of finished runs, and those that were opened. */
public final class ModelChooser {
  private final WindowServices services;
  private final Messages messages;
  private final RunStore runs;
  private final LatestJob<List<StoredRun>> listing;
  private final DateTimeFormatter time;
  private final List<OpenModel> opened = new ArrayList<>();
  private List<TestableModel> finished = List.of();
  private final ObservableList<TestableModel> models = FXCollections.observableArrayList();

  /** One for all, since listeners on a list of this kind are lost with it. */
  private final ObservableList<TestableModel> readModels =
      FXCollections.unmodifiableObservableList(models);

  ModelChooser(WindowServices services, Messages messages, RunStore runs) {
    this.services = services;
    this.messages = messages;
    this.runs = runs;
    this.listing =
        new LatestJob<>(
            services.jobs(), FxJobRunner.Appearance.quiet(messages.get("models.listing")));
    this.time =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(messages.locale())
            .withZone(ZoneId.systemDefault());
  }

  /** Reads the finished runs again; {@code then} is run once they are there. */
  void refresh(Runnable then) {
    listing.ask(context -> runs.models(), ended -> listed(ended, then));
  }

  private void listed(Outcome<List<StoredRun>> ended, Runnable then) {
    if (ended instanceof Outcome.Succeeded<List<StoredRun>> done) {
      finished = done.value().stream().map(this::ofRun).toList();
      update();
    } else if (ended instanceof Outcome.Failed<List<StoredRun>> failure) {
      services.notices().failed(messages.get("models.failed"), failure.cause());
    }
    then.run();
  }

  private TestableModel ofRun(StoredRun run) {
    var model = new OpenModel(run.record().request().name(), run.folder());
    return new TestableModel(model, messages.get("model.run", time.format(run.record().started())));
  }

  /** Adds {@code model} if no run in the list is in its folder. */
  void include(OpenModel model) {
    opened.removeIf(other -> other.folder().equals(model.folder()));
    opened.add(0, model);
    update();
  }

  /** Takes a model off that cannot be used; runs stay. */
  void drop(OpenModel model) {
    opened.remove(model);
    update();
  }

  private void update() {
    List<TestableModel> all = new ArrayList<>();
    for (OpenModel model : opened) {
      if (find(finished, model.folder()).isEmpty()) {
        all.add(new TestableModel(model, messages.get("model.folder")));
      }
    }
    all.addAll(finished);
    if (!all.equals(models)) {
      models.setAll(all);
    }
  }

  /** The model in {@code folder}, if it is in the list. */
  public Optional<TestableModel> find(Path folder) {
    return find(models, folder);
  }

  private static Optional<TestableModel> find(List<TestableModel> among, Path folder) {
    return among.stream().filter(item -> item.model().folder().equals(folder)).findFirst();
  }

  /** All of them: those that were opened by hand, then the runs, newest first. */
  public ObservableList<TestableModel> models() {
    return readModels;
  }
}
