package app.valence.data;

import java.util.Arrays;
import java.util.List;

/**
 * What one data set holds, in numbers.
 *
 * @param dataset the data set
 * @param counts the examples of each label, by its index
 * @param unlabelled the examples without a label
 * @param characters text lengths in Unicode code points
 * @param words text lengths in words between white space; languages that write no spaces count few
 */
public record SplitSummary(
    Dataset dataset,
    List<Integer> counts,
    int unlabelled,
    LengthQuantiles characters,
    LengthQuantiles words) {
  /** Keeps its own copy. */
  public SplitSummary {
    counts = List.copyOf(counts);
  }

  /** Counts {@code dataset}. */
  public static SplitSummary of(Dataset dataset) {
    List<Integer> counts = Arrays.stream(dataset.labelCounts()).boxed().toList();
    return new SplitSummary(
        dataset,
        counts,
        (int) dataset.examples().stream().filter(e -> !e.isLabelled()).count(),
        LengthQuantiles.of(
            dataset.examples().stream()
                .mapToInt(e -> e.text().codePointCount(0, e.text().length()))
                .toArray()),
        LengthQuantiles.of(
            dataset.examples().stream().mapToInt(e -> wordCount(e.text())).toArray()));
  }

  /** The examples of the largest class for each one of the smallest; infinite if one is empty. */
  public double imbalanceRatio() {
    int largest = counts.stream().max(Integer::compare).orElse(0);
    int smallest = counts.stream().min(Integer::compare).orElse(0);
    return smallest == 0 ? Double.POSITIVE_INFINITY : largest / (double) smallest;
  }

  /** The share of a label among the labelled examples; 0 where there are none. */
  public double share(int label) {
    int labelled = dataset.size() - unlabelled;
    return labelled == 0 ? 0 : counts.get(label) / (double) labelled;
  }

  /** The words of a text between white space; languages that write no spaces have few. */
  public static int wordCount(String text) {
    String words = text.strip();
    int count = 0;
    boolean inside = false;
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      boolean space = c == ' ' || (c >= '\t' && c <= '\r');
      if (!space && !inside) {
        count++;
      }
      inside = !space;
    }
    return count;
  }
}
