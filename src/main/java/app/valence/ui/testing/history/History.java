package app.valence.ui.testing.history;

import app.valence.ui.commands.Command;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * What was kept, newest first.
 *
 * @param <E> the type of entry
 */
public final class History<E extends KeptEntry<E>> {
  private final String columns;
  private final ObservableList<E> entries = FXCollections.observableArrayList();

  /** One for all, since listeners on a list of this kind are lost with it. */
  private final ObservableList<E> readEntries = FXCollections.unmodifiableObservableList(entries);

  private final ObservableList<E> cleared = FXCollections.observableArrayList();
  private final ObjectProperty<@Nullable E> selected = new SimpleObjectProperty<>();
  private final Command clear = Command.when(Bindings.isNotEmpty(entries), this::clear);
  private final Command undoClear = Command.when(Bindings.isNotEmpty(cleared), this::undoClear);

  /**
   * An empty history.
   *
   * @param columns the names of the cells of entries, with tabs between them
   */
  public History(String columns) {
    this.columns = columns;
  }

  /** Puts {@code entry} on top, unless it says what the one on top says. */
  public void keep(E entry) {
    if (entries.isEmpty() || !entry.repeats(entries.get(0))) {
      entries.add(0, entry);
    }
  }

  private void clear() {
    cleared.setAll(entries);
    selected.set(null);
    entries.clear();
  }

  /** What was kept since then stays on top. */
  private void undoClear() {
    entries.addAll(cleared);
    cleared.clear();
  }

  /** Rows with tabs between columns, the names of the columns first, for a spreadsheet. */
  public String asTable(List<E> rows) {
    return Stream.concat(Stream.of(columns), rows.stream().map(this::row))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private String row(E entry) {
    return entry.cells().stream()
        .map(cell -> cell.replaceAll("\\s+", " "))
        .collect(Collectors.joining("\t"));
  }

  /** All of them. */
  public ObservableList<E> entries() {
    return readEntries;
  }

  /** The one that is looked at, or null. */
  public ObjectProperty<@Nullable E> selectedProperty() {
    return selected;
  }

  /** Empties the history. */
  public Command clearCommand() {
    return clear;
  }

  /** Brings back what was there before it was emptied last. */
  public Command undoClearCommand() {
    return undoClear;
  }
}
