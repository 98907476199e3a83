package app.valence.ui.model;

import app.valence.adaptation.TextSurvey;
import app.valence.data.Dataset;
import app.valence.data.corpus.CorpusFile;
import app.valence.jobs.Outcome;
import app.valence.model.ModelFiles;
import app.valence.ui.jobs.FxJobRunner.Appearance;
import app.valence.ui.jobs.LatestJob;
import app.valence.ui.text.ErrorText;
import app.valence.ui.workbench.OpenData;
import app.valence.ui.workbench.WindowServices;
import app.valence.ui.workbench.Workbench;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The texts to adapt to, and what was found in them by reading them once. */
public final class ChosenTexts {
  private final ModelPlace place;
  private final Workbench workbench;
  private final LatestJob<Found> reading;
  private final ObservableList<Path> files = FXCollections.observableArrayList();
  private final BooleanProperty split = new SimpleBooleanProperty();
  private final StringProperty column = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<@Nullable Found> found = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private @Nullable ModelEntry base;
  private String readColumn = "";

  /**
   * What reading found.
   *
   * @param longest the most tokens of a sequence that the model takes
   */
  record Found(TextSurvey survey, int longest) {}

  ChosenTexts(WindowServices services, Workbench workbench, ModelPlace place, String title) {
    this.place = place;
    this.workbench = workbench;
    this.reading = new LatestJob<>(services.jobs(), Appearance.shown(title));
    files.addListener((ListChangeListener<Path>) change -> read());
    split.subscribe(is -> read());
    workbench.dataProperty().subscribe(data -> dataChanged(data));
  }

  private void dataChanged(@Nullable OpenData data) {
    if (data == null) {
      split.set(false);
    } else if (split.get()) {
      read();
    }
  }

  /** The model whose tokens are counted. */
  void countFor(@Nullable ModelEntry entry) {
    if (entry != null && !entry.equals(base)) {
      base = entry;
      read();
    }
  }

  /** Reads all texts once more, such as after a file was corrected. */
  void read() {
    ModelEntry model = base;
    found.set(null);
    problem.set("");
    if (model == null || isEmpty() || model.size().isPresent() || !model.isUsable()) {
      return;
    }
    busy.set(true);
    readColumn = column.get().strip();
    List<CorpusFile> read = corpus();
    Optional<Dataset> chosen = chosenSplit();
    reading.ask(
        context -> {
          Path folder = place.folder(model);
          int longest = ModelFiles.config(folder).maximumLength();
          return new Found(TextSurvey.of(read, chosen, folder, context), longest);
        },
        this::ended);
  }

  private void ended(Outcome<Found> outcome) {
    busy.set(false);
    outcome.match(found::set, failure -> problem.set(ErrorText.of(failure)), problem::set);
  }

  /** Reads again if another column was named since the last reading. */
  void columnEdited() {
    if (!column.get().strip().equals(readColumn) && !isEmpty()) {
      read();
    }
  }

  /** The files as they are read. */
  List<CorpusFile> corpus() {
    String named = column.get().strip();
    return files.stream()
        .map(CorpusFile::of)
        .map(file -> named.isEmpty() ? file : file.withColumn(named))
        .toList();
  }

  /** The training split of the open data, if it is wanted. */
  Optional<Dataset> chosenSplit() {
    OpenData data = workbench.dataProperty().get();
    return split.get() && data != null ? Optional.of(data.content().train()) : Optional.empty();
  }

  /** Whether nothing is chosen. */
  boolean isEmpty() {
    return files.isEmpty() && chosenSplit().isEmpty();
  }

  /** Adds files, each of them once. */
  void add(List<Path> more) {
    List<Path> fresh = more.stream().distinct().filter(file -> !files.contains(file)).toList();
    if (!fresh.isEmpty()) {
      files.addAll(fresh);
    }
  }

  /** The chosen files. */
  public ObservableList<Path> files() {
    return files;
  }

  /** Whether the texts of the open data's training split are learned from too. */
  public BooleanProperty splitProperty() {
    return split;
  }

  /** The column of the texts; empty to find it by its name. */
  public StringProperty columnProperty() {
    return column;
  }

  /** What reading found; null while that is not known. */
  ReadOnlyObjectProperty<@Nullable Found> foundProperty() {
    return found.getReadOnlyProperty();
  }

  /** Whether the texts are being read. */
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** Why the texts cannot be used and what to do; empty if they can. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }
}
