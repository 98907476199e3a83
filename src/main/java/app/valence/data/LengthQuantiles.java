package app.valence.data;

import java.util.Arrays;

/** How long texts are: quantiles of a length, each the length of an existing text. */
public record LengthQuantiles(
    int shortest, int quarter, int median, int threeQuarters, int p95, int longest) {
  /** The quantiles of these lengths by nearest rank; all 0 where there are none. */
  public static LengthQuantiles of(int[] lengths) {
    int[] sorted = lengths.clone();
    Arrays.sort(sorted);
    return new LengthQuantiles(
        at(sorted, 0),
        at(sorted, 0.25),
        at(sorted, 0.5),
        at(sorted, 0.75),
        at(sorted, 0.95),
        at(sorted, 1));
  }

  private static int at(int[] sorted, double share) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }
}
