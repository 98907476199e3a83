package app.valence.model.tokenizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Learns word pieces: starting from single characters, the two pieces that most often stand side by
 * side become one, again and again, as in the trainer of Hugging Face's tokenizers.
 *
 * <p>Counts are kept up to date where a merge changes a word. The queue is not: it may hold counts
 * that have fallen since, never ones too low, so a stale entry is put back with its true count when
 * it surfaces. Of equally frequent pairs the alphabetically first is merged first, so the result
 * depends on the counts alone.
 */
final class PieceLearner {
  private record Candidate(long count, int left, int right) {}

  private final List<String> pieces;
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<PieceWord> words = new ArrayList<>();
  private final Map<Long, PairCount> pairs = new HashMap<>();
  private final PriorityQueue<Candidate> queue;

  /** Pairs that the current merge made or made more frequent. */
  private final Set<PairCount> risen = new HashSet<>();

  private PieceLearner(List<String> alphabet) {
    this.pieces = new ArrayList<>(alphabet);
    for (String piece : alphabet) {
      ids.put(piece, ids.size());
    }
    this.queue =
        new PriorityQueue<>(
            Comparator.comparingLong(Candidate::count)
                .reversed()
                .thenComparing(pair -> pieces.get(pair.left()))
                .thenComparing(pair -> pieces.get(pair.right())));
  }

  /**
   * The pieces for words of the given counts: characters first, then in the order of merging.
   *
   * @param size the most pieces; at most half of them are single characters
   * @param minimumFrequency how often a pair must stand side by side to be merged
   */
  static List<String> learn(Map<String, Long> wordCounts, int size, int minimumFrequency) {
    var learner = new PieceLearner(PieceAlphabet.of(wordCounts, size / 2));
    wordCounts.forEach(learner::addWord);
    learner.queueRisen();
    learner.mergeUntil(size, minimumFrequency);
    return learner.pieces;
  }

  /** Words with a rare character that is no piece are left out: they encode as unknown. */
  private void addWord(String word, long count) {
    List<String> characters = PieceAlphabet.split(word);
    if (characters.size() > WordPieceDefinition.LONGEST_WORD
        || !ids.keySet().containsAll(characters)) {
      return;
    }
    var added = new PieceWord(characters.stream().mapToInt(ids::get).toArray(), count);
    words.add(added);
    for (int i = 0; i + 1 < added.length(); i++) {
      change(added.piece(i), added.piece(i + 1), words.size() - 1, count);
    }
  }

  private void mergeUntil(int size, int minimumFrequency) {
    while (pieces.size() < size) {
      PairCount best = takeBest();
      if (best == null || best.count < minimumFrequency) {
        return;
      }
      merge(best);
      queueRisen();
    }
  }

  private @Nullable PairCount takeBest() {
    while (!queue.isEmpty()) {
      Candidate top = queue.remove();
      PairCount pair = pairs.get(key(top.left(), top.right()));
      if (pair == null || pair.count == 0) {
        continue;
      }
      if (pair.count == top.count()) {
        return pair;
      }
      queue.add(new Candidate(pair.count, pair.left, pair.right));
    }
    return null;
  }

  private void merge(PairCount pair) {
    int merged = idOf(pieces.get(pair.left) + PieceAlphabet.text(pieces.get(pair.right)));
    pairs.remove(key(pair.left, pair.right));
    for (int index : pair.words()) {
      PieceWord word = words.get(index);
      word.merge(pair.left, pair.right, merged, (l, r, n) -> change(l, r, index, n));
    }
    // Merging "aa" within "aaa" also counts down the pair itself.
    pairs.remove(key(pair.left, pair.right));
  }

  private int idOf(String piece) {
    return ids.computeIfAbsent(
        piece,
        p -> {
          pieces.add(p);
          return pieces.size() - 1;
        });
  }

  private void change(int left, int right, int word, long difference) {
    PairCount pair = pairs.computeIfAbsent(key(left, right), k -> new PairCount(left, right));
    pair.count += difference;
    if (difference > 0) {
      pair.addWord(word);
      risen.add(pair);
    }
  }

  private void queueRisen() {
    for (PairCount pair : risen) {
      queue.add(new Candidate(pair.count, pair.left, pair.right));
    }
    risen.clear();
  }

  private static long key(int left, int right) {
    return (long) left << 32 | right;
  }
}
