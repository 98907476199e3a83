package app.valence.ui.testing.generation;

import app.valence.ui.testing.history.HistoryTable.Column;
import app.valence.ui.text.Messages;
import java.util.List;
import java.util.function.Function;

/** The columns of the history of texts. */
final class GenerationColumns {
  private final Messages messages;

  GenerationColumns(Messages messages) {
    this.messages = messages;
  }

  List<Column<GenerationEntry>> all() {
    return List.of(
        column("prompt", 140, 96, false, entry -> entry.shown().prompt()),
        column("text", 270, 120, false, entry -> entry.shown().text()),
        column("settings", 214, 96, false, GenerationEntry::settings),
        column("tokens", 72, 72, true, GenerationEntry::tokens),
        column("model", 104, 72, false, entry -> entry.request().model().name()),
        column("time", 104, 104, true, GenerationEntry::time));
  }

  private Column<GenerationEntry> column(
      String key,
      double width,
      double least,
      boolean isNumber,
      Function<GenerationEntry, String> words) {
    return new Column<>(
        messages.get("history." + key),
        width,
        least,
        isNumber,
        (cell, entry) -> cell.setText(words.apply(entry).strip().replaceAll("\\s+", " ")));
  }
}
