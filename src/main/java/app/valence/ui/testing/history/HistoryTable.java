package app.valence.ui.testing.history;

import java.util.List;
import java.util.function.BiConsumer;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/**
 * Kept entries, one a row.
 *
 * @param <E> the type of entry
 */
public final class HistoryTable<E> extends TableView<E> {
  private static final double ROW = 32;
  private static final double SMALLEST = 104;

  /**
   * A column.
   *
   * @param width its share of a wide window
   * @param least its width in a small one
   * @param isNumber whether it is aligned as numbers are
   * @param show fills an empty cell
   */
  public record Column<E>(
      String title, double width, double least, boolean isNumber, BiConsumer<Labeled, E> show) {}

  /**
   * A table of {@code entries}.
   *
   * @param id the table's name in the scene
   * @param nothing what stands there while there are none
   */
  public HistoryTable(
      String id, ObservableList<E> entries, String nothing, List<Column<E>> columns) {
    super(entries);
    setId(id);
    setFixedCellSize(ROW);
    setMinHeight(SMALLEST);
    setPrefHeight(SMALLEST);
    getStyleClass().addAll("dense", "history");
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
    var placeholder = new Label(nothing);
    placeholder.getStyleClass().addAll("muted", "placeholder-text");
    placeholder.setWrapText(true);
    setPlaceholder(placeholder);
    columns.forEach(this::add);
  }

  private void add(Column<E> shown) {
    var column = new TableColumn<E, E>(shown.title);
    column.setPrefWidth(shown.width);
    column.setMinWidth(Math.min(shown.width, shown.least));
    column.setSortable(false);
    column.setReorderable(false);
    if (shown.isNumber) {
      column.getStyleClass().add("number");
    }
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    column.setCellFactory(made -> new Cell<>(shown));
    getColumns().add(column);
  }

  /** A cell that its column fills from the row's entry. */
  private static final class Cell<E> extends TableCell<E, E> {
    private final Column<E> column;

    Cell(Column<E> column) {
      this.column = column;
      setAlignment(column.isNumber ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
    }

    @Override
    protected void updateItem(E entry, boolean empty) {
      super.updateItem(entry, empty);
      setText(null);
      setGraphic(null);
      if (!empty) {
        column.show.accept(this, entry);
      }
    }
  }
}
