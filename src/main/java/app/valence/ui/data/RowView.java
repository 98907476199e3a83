package app.valence.ui.data;

/** The rows that the table shows, as their numbers in order. Immutable. */
public final class RowView {
  static final RowView EMPTY = new RowView(new int[0], 0);

  private final int[] rows;
  private final int total;

  /** Takes {@code rows} over, out of {@code total} that there are without a filter. */
  RowView(int[] rows, int total) {
    this.rows = rows;
    this.total = total;
  }

  /** How many rows are shown. */
  public int size() {
    return rows.length;
  }

  /** How many there are without search and label filter. */
  public int total() {
    return total;
  }

  /** The number of the row at {@code position}. */
  public int row(int position) {
    return rows[position];
  }

  /** The position of a row, or -1 if it is not shown. */
  public int position(int row) {
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] == row) {
        return i;
      }
    }
    return -1;
  }
}
