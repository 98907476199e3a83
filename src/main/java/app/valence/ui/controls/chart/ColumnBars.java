package app.valence.ui.controls.chart;

/** For each pixel column of the plot the stretch that a curve covers, NaN where it has none. */
final class ColumnBars {
  private double left;
  private int count;
  private double[] tops = new double[0];
  private double[] bottoms = new double[0];

  /** Makes room for {@code columns} from the pixel {@code newLeft} on. */
  void reset(double newLeft, int columns) {
    left = newLeft;
    count = columns;
    if (tops.length < columns) {
      tops = new double[columns];
      bottoms = new double[columns];
    }
  }

  void set(int column, double top, double bottom) {
    tops[column] = top;
    bottoms[column] = bottom;
  }

  double left() {
    return left;
  }

  int count() {
    return count;
  }

  boolean isEmpty(int column) {
    return Double.isNaN(tops[column]);
  }

  double top(int column) {
    return tops[column];
  }

  double bottom(int column) {
    return bottoms[column];
  }
}
