package app.valence.model;

import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.jobs.JobContext;
import app.valence.jobs.Progress;
import app.valence.model.tokenizer.Encoding;
import app.valence.model.tokenizer.Tokenizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A data set as token ids: tokenized once, because the tokenizer is slower than a small model.
 *
 * @param ids token ids of each example, special tokens included
 * @param labels class of each example, or {@link Example#UNLABELLED}
 * @param truncated how many examples were cut to the maximum length
 */
@SuppressWarnings("ArrayRecordComponent") // Large; handed on, never compared.
public record EncodedExamples(List<int[]> ids, int[] labels, int truncated) {
  private static final int CHUNK = 1_000;

  /**
   * Tokenizes {@code dataset}.
   *
   * @param maximumLength tokens of an example with the special ones; longer texts are cut
   */
  public static EncodedExamples encode(
      Dataset dataset, Tokenizer tokenizer, int maximumLength, JobContext context) {
    List<Example> examples = dataset.examples();
    List<int[]> ids = new ArrayList<>(examples.size());
    int truncated = 0;
    long started = System.nanoTime();
    for (int from = 0; from < examples.size(); from += CHUNK) {
      context.cancellation().throwIfRequested();
      var chunk = examples.subList(from, Math.min(from + CHUNK, examples.size()));
      for (Encoding e : tokenizer.encodeAll(texts(chunk), maximumLength)) {
        ids.add(e.ids());
        truncated += e.truncated() ? 1 : 0;
      }
      var elapsed = Duration.ofNanos(System.nanoTime() - started);
      context
          .progress()
          .accept(new Progress("Tokenizing", ids.size(), examples.size(), "texts", elapsed));
    }
    int[] labels = examples.stream().mapToInt(Example::label).toArray();
    return new EncodedExamples(ids, labels, truncated);
  }

  private static List<String> texts(List<Example> examples) {
    return examples.stream().map(Example::text).toList();
  }

  /** The number of examples. */
  public int size() {
    return ids.size();
  }

  /** Tokens of each example. */
  public int[] lengths() {
    return ids.stream().mapToInt(tokens -> tokens.length).toArray();
  }

  /** The longest example, in tokens. */
  public int longest() {
    return ids.stream().mapToInt(tokens -> tokens.length).max().orElse(0);
  }

  /** Examples of each class, of {@code classes}; unlabelled examples count nowhere. */
  public int[] classCounts(int classes) {
    var counts = new int[classes];
    for (int label : labels) {
      if (label != Example.UNLABELLED) {
        counts[label]++;
      }
    }
    return counts;
  }

  /** The chosen examples as a batch, padded to the longest or to {@code atLeast}. */
  public TokenBatch batch(int[] chosen, int paddingId, int atLeast) {
    return TokenBatch.ofIds(Arrays.stream(chosen).mapToObj(ids::get).toList(), paddingId, atLeast);
  }

  /** The labels of the chosen examples. */
  public long[] labels(int[] chosen) {
    return Arrays.stream(chosen).mapToLong(i -> labels[i]).toArray();
  }
}
