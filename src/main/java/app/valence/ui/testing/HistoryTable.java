package app.valence.ui.testing;

import app.valence.data.LabelSet;
import app.valence.ui.text.Messages;
import app.valence.ui.theme.ClassColors;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** The kept sentences, newest first. */
final class HistoryTable extends TableView<HistoryEntry> {
  private static final double ROW = 32;
  private static final double SMALLEST = 104;
  private static final double LEAST_WIDTH = 96;

  /** Columns that may be narrower in a small window, and one that must not. */
  private static final Map<String, Double> LEAST_WIDTHS =
      Map.of("model", 72.0, "time", 92.0, "truth", 136.0);

  private final Messages messages;

  HistoryTable(ObservableList<HistoryEntry> entries, Messages messages) {
    super(entries);
    this.messages = messages;
    setId("history");
    setFixedCellSize(ROW);
    setMinHeight(SMALLEST);
    setPrefHeight(SMALLEST);
    getStyleClass().addAll("dense", "history");
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
    var placeholder = new Label(messages.get("history.empty"));
    placeholder.getStyleClass().add("muted");
    placeholder.setWrapText(true);
    placeholder.getStyleClass().add("placeholder-text");
    setPlaceholder(placeholder);
    addColumn("text", 270, Pos.CENTER_LEFT, HistoryTable::showText);
    addColumn("prediction", 110, Pos.CENTER_LEFT, HistoryTable::showPrediction);
    addColumn("probability", 132, Pos.CENTER_RIGHT, (cell, entry) -> cell.setText(percent(entry)));
    addColumn("truth", 164, Pos.CENTER_LEFT, this::showTruth);
    addColumn("model", 120, Pos.CENTER_LEFT, (cell, entry) -> cell.setText(entry.model()));
    addColumn("time", 92, Pos.CENTER_RIGHT, (cell, entry) -> cell.setText(entry.time()));
  }

  private static String percent(HistoryEntry entry) {
    return entry.answer().percent();
  }

  private void addColumn(
      String key, double width, Pos alignment, BiConsumer<Cell, HistoryEntry> show) {
    var column = new TableColumn<HistoryEntry, HistoryEntry>(messages.get("history." + key));
    column.setPrefWidth(width);
    column.setMinWidth(Math.min(width, LEAST_WIDTHS.getOrDefault(key, LEAST_WIDTH)));
    column.setSortable(false);
    column.setReorderable(false);
    if (alignment == Pos.CENTER_RIGHT) {
      column.getStyleClass().add("number");
    }
    Function<HistoryEntry, ReadOnlyObjectWrapper<HistoryEntry>> whole = ReadOnlyObjectWrapper::new;
    column.setCellValueFactory(row -> whole.apply(row.getValue()));
    column.setCellFactory(made -> new Cell(alignment, show));
    getColumns().add(column);
  }

  private static void showText(Cell cell, HistoryEntry entry) {
    cell.setText(entry.sample().text().replaceAll("\\s+", " "));
  }

  private static void showPrediction(Cell cell, HistoryEntry entry) {
    var dot = new Region();
    dot.getStyleClass().addAll("class-dot", ClassColors.styleClass(entry.answer().label()));
    cell.setGraphic(dot);
    cell.setText(entry.answer().name());
  }

  private void showTruth(Cell cell, HistoryEntry entry) {
    entry.sample().label().ifPresent(label -> showTruth(cell, label, entry.answer().verdict()));
  }

  private void showTruth(Cell cell, String label, Verdict verdict) {
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

  /** A cell that one function fills from the row's entry. */
  private static final class Cell extends TableCell<HistoryEntry, HistoryEntry> {
    private final BiConsumer<Cell, HistoryEntry> show;

    Cell(Pos alignment, BiConsumer<Cell, HistoryEntry> show) {
      this.show = show;
      setAlignment(alignment);
    }

    @Override
    protected void updateItem(HistoryEntry entry, boolean empty) {
      super.updateItem(entry, empty);
      setText(null);
      setGraphic(null);
      if (!empty) {
        show.accept(this, entry);
      }
    }
  }
}
