package app.valence.model.tokenizer;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts of words, from many threads, of which the rarest are forgotten when there are too many.
 */
final class BoundedCounts {
  private final Map<String, Long> counts = new ConcurrentHashMap<>();
  private final int limit;
  private long forgotten;

  /** Keeps at most so many words at each {@link #trim}. */
  BoundedCounts(int limit) {
    this.limit = limit;
  }

  void add(String word, long count) {
    counts.merge(word, count, Long::sum);
  }

  /**
   * Forgets all words as rare as the first that is too many. What is forgotten depends on the
   * counts alone; no other thread may be adding.
   */
  void trim() {
    int before = counts.size();
    if (before <= limit) {
      return;
    }
    long[] sorted = counts.values().stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    long rare = sorted[before - limit - 1];
    counts.values().removeIf(count -> count <= rare);
    forgotten += before - counts.size();
  }

  Map<String, Long> counts() {
    return counts;
  }

  /** How many words were forgotten; one that came again and was forgotten again counts twice. */
  long forgotten() {
    return forgotten;
  }
}
