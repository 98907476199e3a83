package app.valence.ui.testing;

import app.valence.data.LabelSet;
import app.valence.ui.testing.history.HistoryTable.Column;
import app.valence.ui.text.Messages;
import app.valence.ui.theme.ClassColors;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.scene.control.Labeled;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** The columns of the history of sentences. */
final class AnswerColumns {
  private static final double LEAST_WIDTH = 96;

  private final Messages messages;

  AnswerColumns(Messages messages) {
    this.messages = messages;
  }

  List<Column<HistoryEntry>> all() {
    return List.of(
        column("text", 270, LEAST_WIDTH, AnswerColumns::showText),
        column("prediction", 110, LEAST_WIDTH, AnswerColumns::showPrediction),
        number("probability", 132, LEAST_WIDTH, (cell, e) -> cell.setText(e.answer().percent())),
        column("truth", 164, 136, this::showTruth),
        column("model", 120, 72, (cell, entry) -> cell.setText(entry.model())),
        number("time", 104, 104, (cell, entry) -> cell.setText(entry.time())));
  }

  private Column<HistoryEntry> column(
      String key, double width, double least, BiConsumer<Labeled, HistoryEntry> show) {
    return new Column<>(messages.get("history." + key), width, least, false, show);
  }

  private Column<HistoryEntry> number(
      String key, double width, double least, BiConsumer<Labeled, HistoryEntry> show) {
    return new Column<>(messages.get("history." + key), width, least, true, show);
  }

  private static void showText(Labeled cell, HistoryEntry entry) {
    cell.setText(entry.sample().text().replaceAll("\\s+", " "));
  }

  private static void showPrediction(Labeled cell, HistoryEntry entry) {
    var dot = new Region();
    dot.getStyleClass().addAll("class-dot", ClassColors.styleClass(entry.answer().label()));
    cell.setGraphic(dot);
    cell.setText(entry.answer().name());
  }

  private void showTruth(Labeled cell, HistoryEntry entry) {
    entry.sample().label().ifPresent(label -> showTruth(cell, label, entry.answer().verdict()));
  }

  private void showTruth(Labeled cell, String label, Verdict verdict) {
    var icon = new FontIcon(Verdicts.icon(verdict));
    icon.getStyleClass().add(Verdicts.styleClass(verdict));
    cell.setGraphic(icon);
    String shown = LabelSet.printable(label);
    cell.setText(
        switch (verdict) {
          case RIGHT -> shown + " · " + messages.get("history.right");
          case WRONG -> shown + " · " + messages.get("history.wrong");
          case UNKNOWN -> shown;
        });
  }
}
