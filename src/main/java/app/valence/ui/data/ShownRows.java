package app.valence.ui.data;

import java.util.AbstractList;
import java.util.List;
import javafx.collections.ObservableListBase;

/** A {@link RowView} as the list of a table: a million rows without an object for each. */
final class ShownRows extends ObservableListBase<Integer> {
  private RowView view = RowView.EMPTY;

  /** Replaces all rows at once. */
  void show(RowView next) {
    RowView before = view;
    beginChange();
    view = next;
    nextReplace(0, next.size(), listOf(before));
    endChange();
  }

  private static List<Integer> listOf(RowView rows) {
    return new AbstractList<>() {
      @Override
      public Integer get(int index) {
        return rows.row(index);
      }

      @Override
      public int size() {
        return rows.size();
      }
    };
  }

  @Override
  public Integer get(int index) {
    return view.row(index);
  }

  @Override
  public int size() {
    return view.size();
  }
}
