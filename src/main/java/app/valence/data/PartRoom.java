package app.valence.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;

/** How many more examples of each class every part of a split takes: {@code room[part][class]}. */
final class PartRoom {
  private final int[][] room;
  private final Random random;

  PartRoom(double[] shares, int[] classCounts, Random random) {
    this.room = new int[shares.length][classCounts.length];
    this.random = random;
    for (int c = 0; c < classCounts.length; c++) {
      int[] quotas = quotas(shares, classCounts[c]);
      for (int p = 0; p < shares.length; p++) {
        room[p][c] = quotas[p];
      }
    }
  }

  /** Shares {@code count} out by the largest remainder, so each quota is exact within one. */
  private static int[] quotas(double[] shares, int count) {
    int[] quotas =
        Arrays.stream(shares).mapToInt(s -> (int) Math.floor(s * count + 1e-9)).toArray();
    int left = count - Arrays.stream(quotas).sum();
    IntStream.range(0, shares.length)
        .boxed()
        .sorted(Comparator.comparingDouble(p -> quotas[p] - shares[p] * count))
        .limit(left)
        .forEach(p -> quotas[p]++);
    return quotas;
  }

  /**
   * Finds a part for a bundle of examples: at random, by the room that each part has left for their
   * classes, among the parts that have room for all of them; else the part it overfills the least.
   *
   * @param classes the class of each example, in ascending order
   */
  int place(int[] classes) {
    int part = atRandom(classes);
    for (int c : classes) {
      room[part][c]--;
    }
    return part;
  }

  private int atRandom(int[] classes) {
    int[] excess = IntStream.range(0, room.length).map(p -> excess(p, classes)).toArray();
    int least = Arrays.stream(excess).min().orElseThrow();
    int[] weights =
        IntStream.range(0, room.length)
            .map(p -> excess[p] == least ? Math.max(1, roomFor(p, classes)) : 0)
            .toArray();
    int ticket = random.nextInt(Arrays.stream(weights).sum());
    int part = 0;
    while (ticket >= weights[part]) {
      ticket -= weights[part];
      part++;
    }
    return part;
  }

  /** How many of the examples would be too many for the part. */
  private int excess(int part, int[] classes) {
    int excess = 0;
    int sameBefore = 0;
    for (int i = 0; i < classes.length; i++) {
      sameBefore = i > 0 && classes[i] == classes[i - 1] ? sameBefore + 1 : 0;
      excess += room[part][classes[i]] <= sameBefore ? 1 : 0;
    }
    return excess;
  }

  private int roomFor(int part, int[] classes) {
    return Arrays.stream(classes).distinct().map(c -> Math.max(0, room[part][c])).sum();
  }
}
