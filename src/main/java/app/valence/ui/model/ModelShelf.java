package app.valence.ui.model;

import app.valence.adaptation.AdaptedModel;
import app.valence.adaptation.AdaptedModels;
import app.valence.model.BundledModel;
import app.valence.runs.ModelChoice;
import app.valence.training.setup.InitialSize;
import app.valence.ui.workbench.ModelStart;
import app.valence.ui.workbench.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The models to choose from. The selected one is what runs start from, once it can be used. */
public final class ModelShelf {
  private final Workbench workbench;
  private final ModelWords words;
  private final List<BundledModel> bundled;
  private final List<ModelEntry> adapted = new ArrayList<>();
  private final List<ModelEntry> folders = new ArrayList<>();
  private final ObservableList<ModelEntry> entries = FXCollections.observableArrayList();
  private final ObjectProperty<@Nullable ModelEntry> selected =
      new SimpleObjectProperty<>(ModelEntry.BUNDLED);
  private boolean arranging;

  ModelShelf(Workbench workbench, ModelWords words, List<BundledModel> bundled) {
    this.workbench = workbench;
    this.words = words;
    this.bundled = List.copyOf(bundled);
    arrange();
    workbench.startProperty().subscribe(start -> select(start.choice()));
    selected.subscribe(this::selected);
  }

  /** Reads which models were adapted here. */
  static List<ModelEntry> read(AdaptedModels store) throws IOException {
    List<ModelEntry> found = new ArrayList<>();
    for (AdaptedModel model : store.list().models()) {
      found.add(ModelEntry.of(model, model.isResumable()));
    }
    return found;
  }

  void showAdapted(List<ModelEntry> found) {
    adapted.clear();
    adapted.addAll(found);
    folders.removeIf(entry -> found.stream().anyMatch(a -> a.folder().equals(entry.folder())));
    arrange();
  }

  void add(Path folder) {
    var entry = ModelEntry.of(folder);
    if (find(entry.choice()).isEmpty()) {
      folders.add(entry);
      arrange();
    }
    select(entry.choice());
  }

  private void arrange() {
    ModelEntry before = selected.get();
    arranging = true;
    List<ModelEntry> all = new ArrayList<>();
    bundled.forEach(model -> all.add(ModelEntry.of(model)));
    all.addAll(adapted);
    all.addAll(folders);
    for (InitialSize size : InitialSize.values()) {
      all.add(ModelEntry.of(size));
    }
    entries.setAll(all);
    // The same model may have another name or state now.
    Optional<ModelEntry> same = before == null ? Optional.empty() : find(before.choice());
    selected.set(null);
    selected.set(same.orElse(ModelEntry.BUNDLED));
    arranging = false;
    if (before != null && same.isEmpty()) {
      choose(ModelEntry.BUNDLED);
    }
  }

  private Optional<ModelEntry> find(ModelChoice choice) {
    return entries.stream().filter(entry -> entry.isStartOf(choice)).findFirst();
  }

  private void select(ModelChoice choice) {
    Optional<ModelEntry> known = find(choice);
    if (known.isPresent()) {
      selected.set(known.get());
    } else if (choice instanceof ModelChoice.Pretrained pretrained) {
      add(pretrained.folder());
    }
  }

  private void selected(@Nullable ModelEntry entry) {
    // A model in a folder is looked at first.
    if (entry != null && !arranging && entry.folder().isEmpty()) {
      choose(entry);
    }
  }

  /** Lets runs start from {@code entry}. */
  void choose(ModelEntry entry) {
    if (!entry.isStartOf(workbench.startProperty().get().choice())) {
      workbench.startProperty().set(new ModelStart(words.name(entry), entry.choice()));
    }
  }

  /** All models, in their order. */
  public ObservableList<ModelEntry> entries() {
    return entries;
  }

  /** The selected one; null only for a moment. */
  public ObjectProperty<@Nullable ModelEntry> selectedProperty() {
    return selected;
  }
}
