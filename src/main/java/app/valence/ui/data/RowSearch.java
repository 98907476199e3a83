package app.valence.ui.data;

import app.valence.data.Example;
import app.valence.jobs.JobContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/** Answers a {@link RowQuery} over all rows: filters, then sorts what is left. */
final class RowSearch {
  private static final int CHECKED = 4_096;

  private final ExampleRows rows;
  private final RowQuery query;

  RowSearch(ExampleRows rows, RowQuery query) {
    this.rows = rows;
    this.query = query;
  }

  /** The rows that fit, in order. */
  RowView run(JobContext context) {
    int[] found = filter(context);
    return new RowView(query.sort().map(sort -> sorted(found, sort)).orElse(found), total());
  }

  private int from() {
    return query.split().map(rows::start).orElse(0);
  }

  private int to() {
    return query.split().map(rows::end).orElse(rows.size());
  }

  private int total() {
    return to() - from();
  }

  private int[] filter(JobContext context) {
    List<String> words = query.words();
    Set<Integer> labels = query.labels();
    int[] found = new int[total()];
    int count = 0;
    for (int row = from(); row < to(); row++) {
      if (row % CHECKED == 0) {
        context.cancellation().throwIfRequested();
      }
      Example example = rows.example(row);
      if ((labels.isEmpty() || labels.contains(example.label())) && fits(example.text(), words)) {
        found[count++] = row;
      }
    }
    return Arrays.copyOf(found, count);
  }

  private static boolean fits(String text, List<String> words) {
    if (words.isEmpty()) {
      return true;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    for (String word : words) {
      if (!lower.contains(word)) {
        return false;
      }
    }
    return true;
  }

  private int[] sorted(int[] found, RowQuery.Sort sort) {
    return switch (sort.column()) {
      case LINE -> byNumber(found, row -> (int) rows.example(row).line(), sort.descending());
      case SPLIT -> byNumber(found, row -> rows.start(rows.kind(row)), sort.descending());
      case LABEL -> byNumber(found, row -> rows.example(row).label() + 1, sort.descending());
      case WORDS -> byNumber(found, rows::words, sort.descending());
      case TEXT -> byText(found, sort.descending());
    };
  }

  /** Sorts numbers and positions together as long values: no boxes, and stable by the position. */
  private static int[] byNumber(int[] found, IntUnaryOperator value, boolean descending) {
    long[] keys = new long[found.length];
    for (int i = 0; i < found.length; i++) {
      long number = value.applyAsInt(found[i]);
      keys[i] = ((descending ? Integer.MAX_VALUE - number : number) << 32) | i;
    }
    Arrays.sort(keys);
    int[] sorted = new int[found.length];
    for (int i = 0; i < found.length; i++) {
      sorted[i] = found[(int) keys[i]];
    }
    return sorted;
  }

  private int[] byText(int[] found, boolean descending) {
    Comparator<Integer> order =
        Comparator.comparing(row -> rows.example(row).text(), String.CASE_INSENSITIVE_ORDER);
    Integer[] boxed = Arrays.stream(found).boxed().toArray(Integer[]::new);
    Arrays.sort(boxed, descending ? order.reversed() : order);
    return Arrays.stream(boxed).mapToInt(Integer::intValue).toArray();
  }
}
