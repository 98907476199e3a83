package app.valence.ui.testing;

import app.valence.jobs.Outcome;
import app.valence.runs.ModelChoice;
import app.valence.runs.StoredRun;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.jobs.LatestJob;
import app.valence.ui.testing.generation.GenerationWords;
import app.valence.ui.text.Messages;
import app.valence.ui.workbench.OpenModel;
import app.valence.ui.workbench.WindowServices;
import app.valence.ui.workbench.Workbench;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The models that can be tested: those that were opened, those of finished runs, and the language
 * models of the workspace.
 */
public final class ModelChooser {
  private final WindowServices services;
  private final Messages messages;
  private final GenerationWords words;
  private final TestPlace place;
  private final Workbench workbench;
  private final LatestJob<List<TestableModel>> listing;
  private final DateTimeFormatter time;
  private final List<TestableModel> opened = new ArrayList<>();
  private List<TestableModel> stored = List.of();
  private final ObservableList<TestableModel> models = FXCollections.observableArrayList();

  /** One for all, since listeners on a list of this kind are lost with it. */
  private final ObservableList<TestableModel> readModels =
      FXCollections.unmodifiableObservableList(models);

  /** An empty list; the folder that runs start from may hold a language model too. */
  ModelChooser(WindowServices services, Messages messages, TestPlace place, Workbench workbench) {
    this.services = services;
    this.messages = messages;
    this.words = new GenerationWords(messages.locale());
    this.place = place;
    this.workbench = workbench;
    this.listing =
        new LatestJob<>(
            services.jobs(), FxJobRunner.Appearance.quiet(messages.get("models.listing")));
    this.time =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(messages.locale())
            .withZone(ZoneId.systemDefault());
  }

  /** Looks again at what is stored; {@code then} is run once it is there. */
  void refresh(Runnable then) {
    List<Path> elsewhere = startFolder();
    listing.ask(
        context -> {
          List<TestableModel> found = new ArrayList<>();
          place.runs().models().forEach(run -> found.add(ofRun(run)));
          LanguageModels.in(place.models(), elsewhere).forEach(model -> found.add(of(model)));
          return found;
        },
        ended -> listed(ended, then));
  }

  private List<Path> startFolder() {
    return workbench.startProperty().get().choice() instanceof ModelChoice.Pretrained start
        ? List.of(start.folder())
        : List.of();
  }

  private void listed(Outcome<List<TestableModel>> ended, Runnable then) {
    if (ended instanceof Outcome.Succeeded<List<TestableModel>> done) {
      stored = done.value();
      update();
    } else if (ended instanceof Outcome.Failed<List<TestableModel>> failure) {
      services.notices().failed(messages.get("models.failed"), failure.cause());
    }
    then.run();
  }

  private TestableModel ofRun(StoredRun run) {
    var model = new OpenModel(run.record().request().name(), run.folder());
    String origin = messages.get("model.run", time.format(run.record().started()));
    return new TestableModel(model, ModelKind.CLASSIFIER, origin);
  }

  /** A language model in the list, with its architecture and size. */
  TestableModel of(LanguageModels.Found found) {
    var outline = found.outline();
    String kind = words.model(outline.config().architecture(), outline.parameters());
    return new TestableModel(found.model(), ModelKind.LANGUAGE_MODEL, kind);
  }

  /** A classifier that is in the list by its folder alone. */
  TestableModel ofFolder(OpenModel model) {
    return new TestableModel(model, ModelKind.CLASSIFIER, messages.get("model.folder"));
  }

  /** Adds {@code item} if what is stored has none in its folder. */
  void include(TestableModel item) {
    opened.removeIf(other -> other.model().folder().equals(item.model().folder()));
    opened.add(0, item);
    update();
  }

  /** Takes a model off that cannot be used; what is stored stays. */
  void drop(OpenModel model) {
    opened.removeIf(item -> item.model().equals(model));
    update();
  }

  private void update() {
    List<TestableModel> all = new ArrayList<>();
    for (TestableModel item : opened) {
      if (find(stored, item.model().folder()).isEmpty()) {
        all.add(item);
      }
    }
    all.addAll(stored);
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

  /** All: those that were opened by hand, the runs, newest first, and other language models. */
  public ObservableList<TestableModel> models() {
    return readModels;
  }
}
