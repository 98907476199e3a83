package app.valence.ui.data;

import app.valence.ui.text.Messages;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumn.SortType;
import javafx.scene.control.TableView;

/** Shows the rows of an {@link ExampleTable} in a table and hands back what a person does there. */
final class ExampleGrid {
  private static final double ROW_HEIGHT = 30;
  private static final int ROWS_ABOVE = 3;

  /** Narrower tables leave the numbers of words, then the splits to the inspector. */
  private static final double ROOM_FOR_WORDS = 540;

  private static final double ROOM_FOR_SPLIT = 440;

  private final TableView<Integer> table;
  private final DataViewModel model;
  private final Messages messages;
  private final ShownRows rows = new ShownRows();
  private final Map<RowQuery.Column, TableColumn<Integer, Integer>> columns =
      new EnumMap<>(RowQuery.Column.class);

  /** While rows are replaced, the table's own idea of what is selected does not count. */
  private boolean replacing;

  ExampleGrid(TableView<Integer> table, DataViewModel model, Messages messages) {
    this.table = table;
    this.model = model;
    this.messages = messages;
  }

  void bind() {
    addColumns();
    table.setFixedCellSize(ROW_HEIGHT);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
    table.setSortPolicy(
        sorted -> {
          model.table().sort(order());
          return true;
        });
    table.setItems(rows);
    model.table().queryProperty().subscribe(this::follow);
    table.widthProperty().subscribe(this::fit);
    model.table().shownProperty().subscribe(this::show);
    table
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            row -> {
              if (!replacing) {
                model.table().select(row == null ? -1 : row);
              }
            });
  }

  private void addColumns() {
    add(RowQuery.Column.LINE, 60, () -> ExampleCell.number(model::line, ExampleLine::line));
    add(RowQuery.Column.SPLIT, 88, () -> ExampleCell.word(model::line, ExampleLine::split));
    add(RowQuery.Column.LABEL, 104, () -> ExampleCell.label(model::line));
    add(RowQuery.Column.TEXT, 0, () -> ExampleCell.text(model::line));
    add(RowQuery.Column.WORDS, 70, () -> ExampleCell.number(model::line, ExampleLine::words));
  }

  private void add(
      RowQuery.Column field, double width, Supplier<TableCell<Integer, Integer>> cell) {
    var column =
        new TableColumn<Integer, Integer>(
            messages.get("column." + field.name().toLowerCase(Locale.ROOT)));
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    column.setCellFactory(unused -> cell.get());
    column.setReorderable(false);
    if (width > 0) {
      column.setPrefWidth(width);
      column.setMinWidth(width);
      column.setMaxWidth(2 * width);
    } else {
      column.setMinWidth(120);
      column.setPrefWidth(2000);
    }
    if (field == RowQuery.Column.LINE || field == RowQuery.Column.WORDS) {
      column.getStyleClass().add("number-column");
    }
    columns.put(field, column);
    table.getColumns().add(column);
  }

  private Optional<RowQuery.Sort> order() {
    return table.getSortOrder().stream()
        .findFirst()
        .flatMap(
            first ->
                columns.entrySet().stream()
                    .filter(entry -> entry.getValue() == first)
                    .map(
                        entry ->
                            new RowQuery.Sort(
                                entry.getKey(), first.getSortType() == SortType.DESCENDING))
                    .findFirst());
  }

  private void follow(RowQuery query) {
    if (query.sort().isEmpty() && !table.getSortOrder().isEmpty()) {
      table.getSortOrder().clear();
    }
    fit();
  }

  private void fit() {
    boolean all = model.table().queryProperty().get().split().isEmpty();
    double width = table.getWidth();
    columns.forEach(
        (field, column) -> {
          if (field == RowQuery.Column.SPLIT) {
            column.setVisible(all && width > ROOM_FOR_SPLIT);
          } else if (field == RowQuery.Column.WORDS) {
            column.setVisible(width > ROOM_FOR_WORDS);
          }
        });
  }

  private void show(RowView view) {
    int selected = model.table().selectedProperty().get();
    replacing = true;
    rows.show(view);
    int position = selected < 0 ? -1 : view.position(selected);
    if (position < 0) {
      table.getSelectionModel().clearSelection();
    } else {
      table.getSelectionModel().select(position);
      table.scrollTo(Math.max(0, position - ROWS_ABOVE));
    }
    replacing = false;
  }
}
