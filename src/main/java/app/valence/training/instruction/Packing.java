package app.valence.training.instruction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts examples together into rows of at most so many tokens: the longest first, each into the row
 * with the least room that still takes it.
 */
final class Packing {
  private Packing() {}

  /** Rows of one example each. */
  static List<int[]> none(int examples) {
    List<int[]> rows = new ArrayList<>();
    for (int i = 0; i < examples; i++) {
      rows.add(new int[] {i});
    }
    return rows;
  }

  /** Rows of examples by their numbers. */
  static List<int[]> of(int[] lengths, int room) {
    Integer[] longestFirst = new Integer[lengths.length];
    Arrays.setAll(longestFirst, i -> i);
    Arrays.sort(longestFirst, Comparator.comparingInt(i -> -lengths[i]));
    TreeMap<Integer, List<List<Integer>>> byRoom = new TreeMap<>();
    for (int example : longestFirst) {
      Map.Entry<Integer, List<List<Integer>>> fitting = byRoom.ceilingEntry(lengths[example]);
      List<Integer> row = new ArrayList<>();
      int left = room;
      if (fitting != null) {
        left = fitting.getKey();
        row = fitting.getValue().remove(fitting.getValue().size() - 1);
        if (fitting.getValue().isEmpty()) {
          byRoom.remove(left);
        }
      }
      row.add(example);
      byRoom.computeIfAbsent(left - lengths[example], key -> new ArrayList<>()).add(row);
    }
    return byRoom.values().stream()
        .flatMap(List::stream)
        .map(row -> row.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }
}
