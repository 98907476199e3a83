package app.valence.ui.data;

import app.valence.data.reading.ImportOptions;
import app.valence.training.setup.TrainingData.Sources;
import app.valence.ui.commands.Command;
import app.valence.ui.data.DataReading.Request;
import app.valence.ui.dialogs.FileDialogs.Kind;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.navigation.Screen;
import app.valence.ui.text.Messages;
import app.valence.ui.workbench.OpenData;
import app.valence.ui.workbench.WindowServices;
import app.valence.ui.workbench.Workbench;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** What the Data screen shows and what can be done on it. */
public final class DataViewModel {
  private final WindowServices services;
  private final Workbench workbench;
  private final Navigator navigator;
  private final Path samples;
  private final Messages messages;
  private final DataOpening opening;
  private final ExampleTable table;
  private final ReadOnlyObjectWrapper<Optional<Overview>> overview =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Facet.Choices> choices =
      new ReadOnlyObjectWrapper<>(Facet.Choices.NONE);
  private final ReadOnlyObjectWrapper<Optional<ExampleDetails>> details =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper hits = new ReadOnlyStringWrapper("");
  private @Nullable LoadedData loaded;
  private @Nullable DataTexts texts;

  /** Works on {@code workbench}; the bundled samples lie in the folder {@code samples}. */
  public DataViewModel(
      WindowServices services, Workbench workbench, Navigator navigator, Path samples) {
    this.services = services;
    this.workbench = workbench;
    this.navigator = navigator;
    this.samples = samples;
    this.messages = Messages.of(DataViewModel.class, services.locale());
    this.opening = new DataOpening(services, messages, this::opened);
    this.table = new ExampleTable(services.jobs(), messages.get("searching"));
    table.queryProperty().subscribe(query -> showChoices());
    table.shownProperty().subscribe(this::showHits);
    table.selectedProperty().subscribe(row -> showDetails(row.intValue()));
  }

  /** Reads these files and shows them; what is open stays open until they are read. */
  public void open(Sources sources) {
    read(Request.of(sources, ImportOptions.DEFAULTS));
  }

  /** Reads files or one folder whose names tell what they are for. */
  public void open(List<Path> paths) {
    if (!paths.isEmpty()) {
      read(Request.of(paths));
    }
  }

  /** Opens data for another screen, which stays shown; {@code then} follows once it is open. */
  public void openFor(Sources sources, ImportOptions reading, Runnable then) {
    opening.start(Request.of(sources, reading), then);
  }

  private void read(Request request) {
    navigator.show(Screen.DATA);
    opening.start(request);
  }

  private void opened(LoadedData data, Overview beside) {
    loaded = data;
    texts = new DataTexts(data, messages);
    workbench.dataProperty().set(data.data());
    overview.set(Optional.of(beside));
    table.show(data.rows());
    showChoices();
  }

  private void showChoices() {
    DataTexts words = texts;
    if (words != null) {
      choices.set(words.choices(table.queryProperty().get().split()));
    }
  }

  private void showHits(RowView rows) {
    String key = rows.size() == 0 && rows.total() > 0 ? "hits.none" : "hits";
    hits.set(loaded == null ? "" : messages.get(key, rows.size(), rows.total()));
  }

  private void showDetails(int row) {
    DataTexts words = texts;
    details.set(row < 0 || words == null ? Optional.empty() : Optional.of(words.details(row)));
  }

  /** The example of a row as the table shows it. */
  public ExampleLine line(int row) {
    return Objects.requireNonNull(texts).line(row);
  }

  /** Asks for a file and opens it. */
  public Command openCommand() {
    return Command.of(() -> choose("open.title").ifPresent(file -> open(List.of(file))));
  }

  /** Opens the bundled sample. */
  public Command sampleCommand() {
    return Command.of(() -> open(sample("sentiment")));
  }

  /** Opens the bundled sample in whose training data some labels are wrong. */
  public Command noisySampleCommand() {
    return Command.of(() -> open(sample("sentiment-noisy")));
  }

  /** Shows this screen and lets {@code focus} go to its search field. */
  public Command searchCommand(Runnable focus) {
    return Command.when(
        isOpen(),
        () -> {
          navigator.show(Screen.DATA);
          focus.run();
        });
  }

  /** Takes search and label filter away. */
  public Command showAllCommand() {
    return Command.when(isOpen(), table::showAll);
  }

  private BooleanBinding isOpen() {
    return Bindings.createBooleanBinding(() -> overview.get().isPresent(), overview);
  }

  private Sources sample(String training) {
    Path clean = samples.resolve("sentiment");
    return new Sources(
        samples.resolve(training).resolve("train.tsv"),
        Optional.of(clean.resolve("validation.tsv")),
        false,
        Optional.of(clean.resolve("test.tsv")));
  }

  /** Asks for the file of a split and reads all again with it. */
  public Command chooseCommand(SplitKind kind) {
    return Command.when(
        isOpen(),
        () ->
            choose("choose." + kind.key())
                .ifPresent(file -> replace(now -> with(now, kind, Optional.of(file)))));
  }

  /** Goes on without the file of a split. */
  public Command removeCommand(SplitKind kind) {
    return Command.when(
        Bindings.createBooleanBinding(() -> hasFile(kind), overview),
        () -> replace(now -> with(now, kind, Optional.empty())));
  }

  private boolean hasFile(SplitKind kind) {
    return overview.get().map(Overview::sources).filter(now -> fileOf(now, kind)).isPresent();
  }

  private static boolean fileOf(Sources sources, SplitKind kind) {
    return switch (kind) {
      case TRAIN -> false;
      case VALIDATION -> sources.validation().isPresent();
      case TEST -> sources.test().isPresent();
    };
  }

  private static Sources with(Sources now, SplitKind kind, Optional<Path> file) {
    return switch (kind) {
      case TRAIN -> new Sources(file.orElse(now.train()), now.validation(), false, now.test());
      case VALIDATION -> new Sources(now.train(), file, false, now.test());
      case TEST -> new Sources(now.train(), now.validation(), false, file);
    };
  }

  private void replace(Function<Sources, Sources> change) {
    OpenData open = workbench.dataProperty().get();
    if (open != null) {
      read(Request.of(change.apply(open.sources()), open.reading()));
    }
  }

  private Optional<Path> choose(String titleKey) {
    var data = new Kind(messages.get("kind.data"), SplitFiles.ENDINGS);
    var all = new Kind(messages.get("kind.all"), List.of("*"));
    return services.files().open(messages.get(titleKey), List.of(data, all));
  }

  /** The reading of files: its progress, its failure. */
  public DataOpening opening() {
    return opening;
  }

  /** The examples that are shown. */
  public ExampleTable table() {
    return table;
  }

  /** What is told beside the table; empty while nothing is open. */
  public ReadOnlyObjectProperty<Optional<Overview>> overviewProperty() {
    return overview.getReadOnlyProperty();
  }

  /** What the table can be narrowed down to. */
  public ReadOnlyObjectProperty<Facet.Choices> choicesProperty() {
    return choices.getReadOnlyProperty();
  }

  /** How many examples are shown of how many. */
  public ReadOnlyStringProperty hitsProperty() {
    return hits.getReadOnlyProperty();
  }

  /** The example that is selected. */
  public ReadOnlyObjectProperty<Optional<ExampleDetails>> detailsProperty() {
    return details.getReadOnlyProperty();
  }
}
