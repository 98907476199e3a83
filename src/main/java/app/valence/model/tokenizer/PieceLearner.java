package app.valence.model.tokenizer;

import app.valence.jobs.JobContext;
import app.valence.jobs.Progress;
import app.valence.model.tokenizer.LearnedPieces.Merge;
import java.time.Duration;
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
 * Learns pieces of words: starting from single characters, the two pieces that most often stand
 * side by side become one, again and again, as in the trainers of Hugging Face's tokenizers.
 *
 * <p>Counts are kept up to date where a merge changes a word. The queue is not: it may hold counts
 * that have fallen since, never ones too low, so a stale entry is put back with its true count when
 * it surfaces. Of equally frequent pairs the alphabetically first is merged first, so the result
 * depends on the counts alone.
 */
final class PieceLearner {
  private record Candidate(long count, int left, int right) {}

  private static final int MERGES_BETWEEN_REPORTS = 100;

  private final PieceSpelling spelling;
  private final List<String> pieces;
  private final List<Merge> merges = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<PieceWord> words = new ArrayList<>();
  private final Map<Long, PairCount> pairs = new HashMap<>();
  private final PriorityQueue<Candidate> queue;

  /** Pairs that the current merge made or made more frequent. */
  private final Set<PairCount> risen = new HashSet<>();

  private PieceLearner(PieceSpelling spelling, List<String> alphabet) {
    this.spelling = spelling;
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
   * What to learn.
   *
   * @param size the most pieces, the alphabet among them
   * @param minimumFrequency how often a pair must stand side by side to be merged
   */
  record Goal(int size, int minimumFrequency) {}

  /** Learns from words of the given counts; the job can be cancelled between merges. */
  static LearnedPieces learn(
      PieceSpelling spelling, Map<String, Long> wordCounts, Goal goal, JobContext context) {
    var learner = new PieceLearner(spelling, spelling.alphabet(wordCounts, goal.size()));
    wordCounts.forEach(learner::addWord);
    learner.queueRisen();
    learner.merge(goal, context);
    return new LearnedPieces(learner.pieces, learner.merges);
  }

  /** Words with a rare character that is no piece are left out: they encode as unknown. */
  private void addWord(String word, long count) {
    List<String> characters = spelling.split(word);
    if (!ids.keySet().containsAll(characters)) {
      return;
    }
    var added = new PieceWord(characters.stream().mapToInt(ids::get).toArray(), count);
    words.add(added);
    for (int i = 0; i + 1 < added.length(); i++) {
      change(added.piece(i), added.piece(i + 1), words.size() - 1, count);
    }
  }

  private void merge(Goal goal, JobContext context) {
    long begun = System.nanoTime();
    while (pieces.size() < goal.size()) {
      if (merges.size() % MERGES_BETWEEN_REPORTS == 0) {
        context.cancellation().throwIfRequested();
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
        context
            .progress()
            .accept(new Progress("Learning", pieces.size(), goal.size(), "pieces", elapsed));
      }
      PairCount best = takeBest();
      if (best == null || best.count < goal.minimumFrequency()) {
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
    var merge = new Merge(pieces.get(pair.left), pieces.get(pair.right));
    merges.add(merge);
    int merged = idOf(spelling.join(merge.left(), merge.right()));
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
