package app.valence.model.tokenizer;

import app.valence.jobs.Cancellation;
import app.valence.jobs.Workers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the words of any amount of texts in bounded memory, on all processors.
 *
 * <p>Texts are gone through in rounds. In a round the workers count chunks of text, then split each
 * different chunk once. Rounds end where the texts say and not when a worker is done, so that what
 * is forgotten at their ends, and with it the counts, does not depend on the number of workers.
 */
final class WordCounts {
  private static final int CHARACTERS_OF_BATCH = 1 << 18;
  private static final int CHARACTERS_OF_JOINED = 1 << 13;

  /**
   * What bounds the memory.
   *
   * @param roundCharacters how many characters a round has
   * @param words how many different words are kept after a round
   * @param longestWord words of more characters are not counted
   */
  record Limits(int roundCharacters, int words, int longestWord) {
    /** Limits that leave room to learn from the words afterwards. */
    static Limits forWordsUpTo(int longestWord) {
      return new Limits(1 << 24, 2_000_000, longestWord);
    }
  }

  /**
   * How much was read.
   *
   * @param counts how often each word came
   * @param texts how many texts there were
   * @param characters how many characters they had
   * @param forgotten how many words were forgotten because there were too many
   */
  record Result(Map<String, Long> counts, long texts, long characters, long forgotten) {}

  private final WordSplitter splitter;
  private final Limits limits;
  private final Workers workers;
  private final Map<String, Long> chunks = new ConcurrentHashMap<>();
  private final BoundedCounts words;
  private List<String> batch = new ArrayList<>();
  private int charactersOfBatch;
  private int charactersOfRound;

  private WordCounts(WordSplitter splitter, Limits limits, Workers workers) {
    this.splitter = splitter;
    this.limits = limits;
    this.workers = workers;
    this.words = new BoundedCounts(limits.words());
  }

  /** Counts the words of {@code texts}, which are read once, on this thread. */
  static Result of(
      Iterable<String> texts, WordSplitter splitter, Limits limits, Cancellation cancellation) {
    try (var workers = Workers.onAllProcessors("count-words")) {
      return of(texts, splitter, limits, cancellation, workers);
    }
  }

  static Result of(
      Iterable<String> texts,
      WordSplitter splitter,
      Limits limits,
      Cancellation cancellation,
      Workers workers) {
    var counting = new WordCounts(splitter, limits, workers);
    long count = 0;
    long characters = 0;
    for (String text : texts) {
      count++;
      characters += text.length();
      counting.add(text);
      if (counting.batch.isEmpty()) {
        cancellation.throwIfRequested();
      }
    }
    counting.endRound();
    return new Result(counting.words.counts(), count, characters, counting.words.forgotten());
  }

  private void add(String text) {
    batch.add(UnicodeText.wellFormed(text));
    charactersOfBatch += text.length() + 1;
    charactersOfRound += text.length() + 1;
    if (charactersOfRound >= limits.roundCharacters()) {
      endRound();
    } else if (charactersOfBatch >= CHARACTERS_OF_BATCH) {
      endBatch();
    }
  }

  private void endBatch() {
    workers.submit(batch, this::countChunks);
    batch = new ArrayList<>();
    charactersOfBatch = 0;
  }

  private void countChunks(List<String> texts) {
    var counts = new HashMap<String, Long>();
    for (String text : texts) {
      splitter.cut(text, chunk -> counts.merge(chunk, 1L, Long::sum));
    }
    counts.forEach((chunk, count) -> chunks.merge(chunk, count, Long::sum));
  }

  /** Chunks that came equally often are split together: their words then count alike. */
  private void endRound() {
    endBatch();
    workers.await();
    var joined = new HashMap<Long, StringBuilder>();
    chunks.forEach(
        (chunk, count) -> {
          if (splitter.isJoinable(chunk)) {
            StringBuilder sameCount = joined.computeIfAbsent(count, c -> new StringBuilder());
            splitter.join(sameCount, chunk);
            if (sameCount.length() >= CHARACTERS_OF_JOINED) {
              countWords(sameCount.toString(), count);
              sameCount.setLength(0);
            }
          } else {
            countWords(chunk, count);
          }
        });
    joined.forEach((count, last) -> countWords(last.toString(), count));
    workers.await();
    chunks.clear();
    words.trim();
    charactersOfRound = 0;
  }

  private void countWords(String text, long times) {
    workers.submit(
        text,
        t ->
            splitter.split(
                t,
                word -> {
                  if (word.codePointCount(0, word.length()) <= limits.longestWord()) {
                    words.add(word, times);
                  }
                }));
  }
}
