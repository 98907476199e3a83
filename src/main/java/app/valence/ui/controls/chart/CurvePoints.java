package app.valence.ui.controls.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * The points of a curve with a pyramid of their extents: each level sums up 32 entries of the level
 * below. Appending costs a few comparisons, and the extent of any stretch a few dozen, however many
 * points there are.
 */
final class CurvePoints {
  private static final int FAN = 32;

  private final DoubleArray xs = new DoubleArray();
  private final DoubleArray ys = new DoubleArray();
  private final List<Level> levels = new ArrayList<>();

  /** Extents of blocks of equal length. */
  private static final class Level {
    final DoubleArray min = new DoubleArray();
    final DoubleArray max = new DoubleArray();
    final DoubleArray minPositive = new DoubleArray();

    void merge(int block, Extent extent) {
      if (block == min.size()) {
        min.add(extent.min());
        max.add(extent.max());
        minPositive.add(extent.minPositive());
      } else {
        min.set(block, Math.min(min.get(block), extent.min()));
        max.set(block, Math.max(max.get(block), extent.max()));
        minPositive.set(block, Math.min(minPositive.get(block), extent.minPositive()));
      }
    }

    void addTo(Extent extent, int block) {
      extent.merge(min.get(block), max.get(block), minPositive.get(block));
    }
  }

  private final Extent scratch = new Extent();

  void append(double x, double y) {
    int index = xs.size();
    if (Double.isNaN(x) || (index > 0 && x < xs.get(index - 1))) {
      throw new IllegalArgumentException(
          "x must not go back: "
              + x
              + " follows "
              + (index > 0 ? String.valueOf(xs.get(index - 1)) : "nothing"));
    }
    xs.add(x);
    ys.add(y);
    scratch.reset();
    scratch.add(y);
    int block = index;
    for (Level level : levels) {
      block /= FAN;
      level.merge(block, scratch);
    }
    if (entriesOfTop() > FAN) {
      addLevel();
    }
  }

  private int entriesOfTop() {
    return levels.isEmpty() ? ys.size() : levels.get(levels.size() - 1).min.size();
  }

  private void addLevel() {
    var level = new Level();
    int entries = entriesOfTop();
    for (int i = 0; i < entries; i++) {
      scratch.reset();
      if (levels.isEmpty()) {
        scratch.add(ys.get(i));
      } else {
        levels.get(levels.size() - 1).addTo(scratch, i);
      }
      level.merge(i / FAN, scratch);
    }
    levels.add(level);
  }

  int size() {
    return xs.size();
  }

  double x(int index) {
    return xs.get(index);
  }

  double y(int index) {
    return ys.get(index);
  }

  void clear() {
    xs.clear();
    ys.clear();
    levels.clear();
  }

  /** Adds the extent of y in {@code [from, to)} to {@code extent}. */
  void extent(int from, int to, Extent extent) {
    int i = from;
    while (i < to) {
      int width = 1;
      int level = -1;
      while (level + 1 < levels.size() && i % (width * FAN) == 0 && i + width * FAN <= to) {
        width *= FAN;
        level++;
      }
      if (level < 0) {
        extent.add(ys.get(i));
      } else {
        levels.get(level).addTo(extent, i / width);
      }
      i += width;
    }
  }

  /** The first index in {@code [from, size]} whose x is not below {@code x}. */
  int indexAt(double x, int from) {
    return xs.lowerBound(x, from);
  }

  /** The index of the point nearest to {@code x} that is no gap, -1 if all are gaps. */
  int nearest(double x) {
    int right = indexAt(x, 0);
    int left = right - 1;
    while (left >= 0 && !Double.isFinite(ys.get(left))) {
      left--;
    }
    while (right < ys.size() && !Double.isFinite(ys.get(right))) {
      right++;
    }
    if (right == ys.size() || left < 0) {
      return right == ys.size() ? left : right;
    }
    return x - xs.get(left) <= xs.get(right) - x ? left : right;
  }
}
