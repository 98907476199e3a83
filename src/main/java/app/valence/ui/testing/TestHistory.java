package app.valence.ui.testing;

import app.valence.ui.commands.Command;
import app.valence.ui.text.Messages;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The sentences that were kept, newest first. */
public final class TestHistory {
  private final Messages messages;
  private final ObservableList<HistoryEntry> entries = FXCollections.observableArrayList();

  /** One for all, since listeners on a list of this kind are lost with it. */
  private final ObservableList<HistoryEntry> readEntries =
      FXCollections.unmodifiableObservableList(entries);

  private final ObservableList<HistoryEntry> cleared = FXCollections.observableArrayList();
  private final ObjectProperty<@Nullable HistoryEntry> selected = new SimpleObjectProperty<>();
  private final Command clear = Command.when(Bindings.isNotEmpty(entries), this::clear);
  private final Command undoClear = Command.when(Bindings.isNotEmpty(cleared), this::undoClear);

  TestHistory(Messages messages) {
    this.messages = messages;
  }

  /** Puts {@code entry} on top, unless it says what the one on top says. */
  void keep(HistoryEntry entry) {
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
  public String asTable(List<HistoryEntry> rows) {
    String body = rows.stream().map(this::row).collect(Collectors.joining("\n"));
    return messages.get("history.columns") + "\n" + body + "\n";
  }

  private String row(HistoryEntry entry) {
    return String.join(
        "\t",
        entry.sample().text().replaceAll("\\s+", " "),
        entry.answer().name(),
        entry.answer().percent(),
        entry.sample().label().orElse(""),
        entry.model(),
        entry.time());
  }

  /** All of them. */
  public ObservableList<HistoryEntry> entries() {
    return readEntries;
  }

  /** The one that is looked at, or null. */
  public ObjectProperty<@Nullable HistoryEntry> selectedProperty() {
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
