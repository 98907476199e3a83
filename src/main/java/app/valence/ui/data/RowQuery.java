package app.valence.ui.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which examples the table shows, and in which order.
 *
 * @param search words that must all occur in the text, whatever their case
 * @param split the only split shown; absent for all
 * @param labels the labels shown, -1 for unlabelled examples; empty for all
 * @param sort the order; absent for that of the files
 */
public record RowQuery(
    String search, Optional<SplitKind> split, Set<Integer> labels, Optional<Sort> sort) {
  /** Everything in the order of the files. */
  public static final RowQuery ALL = new RowQuery("", Optional.empty(), Set.of(), Optional.empty());

  /** What the rows can be sorted by. */
  public enum Column {
    LINE,
    SPLIT,
    LABEL,
    TEXT,
    WORDS
  }

  /** An order of the rows; rows that are alike stay in the order of the files. */
  public record Sort(Column column, boolean descending) {}

  /** Keeps its own copy. */
  public RowQuery {
    labels = Set.copyOf(labels);
  }

  List<String> words() {
    return Arrays.stream(search.strip().toLowerCase(Locale.ROOT).split("\\s+", -1))
        .filter(word -> !word.isEmpty())
        .distinct()
        .toList();
  }

  /** Whether it leaves out any row of its split. */
  public boolean isFiltering() {
    return !search.isBlank() || !labels.isEmpty();
  }

  RowQuery withSearch(String other) {
    return new RowQuery(other, split, labels, sort);
  }

  RowQuery withSplit(Optional<SplitKind> other) {
    return new RowQuery(search, other, labels, sort);
  }

  RowQuery withLabels(Set<Integer> others) {
    return new RowQuery(search, split, others, sort);
  }

  RowQuery withSort(Optional<Sort> other) {
    return new RowQuery(search, split, labels, other);
  }
}
