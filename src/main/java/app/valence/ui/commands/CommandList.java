package app.valence.ui.commands;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** All that can be done in the window. */
public final class CommandList {
  private final ObservableList<CommandEntry> entries = FXCollections.observableArrayList();

  /** One for all, since listeners on a list of this kind are lost with it. */
  private final ObservableList<CommandEntry> readEntries =
      FXCollections.unmodifiableObservableList(entries);

  /** Adds commands to those of the other screens. */
  public void add(List<CommandEntry> more) {
    entries.addAll(more);
  }

  /** All commands, in the order in which they were added. */
  public ObservableList<CommandEntry> entries() {
    return readEntries;
  }

  /** The commands in whose group or title all words of {@code query} occur, ignoring case. */
  public List<CommandEntry> matching(String query) {
    String[] words = query.strip().toLowerCase(Locale.ROOT).split("\\s+", -1);
    return entries.stream()
        .filter(
            entry -> {
              String text = (entry.group() + " " + entry.title()).toLowerCase(Locale.ROOT);
              return Arrays.stream(words).allMatch(text::contains);
            })
        .toList();
  }
}
