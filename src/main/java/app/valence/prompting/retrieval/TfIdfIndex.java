package app.valence.prompting.retrieval;

import app.valence.jobs.JobContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds texts by the words that they share, the rarer the more: cosine of TF-IDF weights
 * (logarithmic counts, as scikit-learn's {@code sublinear_tf}) in an inverted index, so that only
 * texts with a word in common are looked at.
 */
public final class TfIdfIndex implements Retriever {
  private final Map<String, Integer> terms = new HashMap<>();
  private final int texts;
  private final int[][] examples;
  private final float[][] weights;
  private final double[] rarities;

  /** An index of {@code texts}, which are found by their numbers. */
  public TfIdfIndex(List<String> texts) {
    this.texts = texts.size();
    List<int[]> numbers = new ArrayList<>();
    List<float[]> counts = new ArrayList<>();
    for (String text : texts) {
      Map<String, Integer> found = WordCounting.of(text);
      numbers.add(
          found.keySet().stream()
              .mapToInt(word -> terms.computeIfAbsent(word, w -> terms.size()))
              .toArray());
      counts.add(logarithmic(found));
    }
    var sizes = new int[terms.size()];
    numbers.forEach(each -> Arrays.stream(each).forEach(term -> sizes[term]++));
    this.rarities =
        Arrays.stream(sizes).mapToDouble(n -> Math.log((1.0 + this.texts) / (1 + n)) + 1).toArray();
    this.examples = new int[terms.size()][];
    this.weights = new float[terms.size()][];
    Arrays.setAll(examples, term -> new int[sizes[term]]);
    Arrays.setAll(weights, term -> new float[sizes[term]]);
    fill(numbers, counts);
  }

  private void fill(List<int[]> numbers, List<float[]> counts) {
    var filled = new int[examples.length];
    for (int text = 0; text < texts; text++) {
      int[] own = numbers.get(text);
      float[] weighted = weighted(own, counts.get(text));
      for (int i = 0; i < own.length; i++) {
        int place = filled[own[i]]++;
        examples[own[i]][place] = text;
        weights[own[i]][place] = weighted[i];
      }
    }
  }

  private static float[] logarithmic(Map<String, Integer> counts) {
    var values = new float[counts.size()];
    int i = 0;
    for (int count : counts.values()) {
      values[i++] = (float) (1 + Math.log(count));
    }
    return values;
  }

  /** Weights of length 1. */
  private float[] weighted(int[] ofTerms, float[] counts) {
    var weighted = new float[ofTerms.length];
    double squares = 0;
    for (int i = 0; i < ofTerms.length; i++) {
      weighted[i] = (float) (counts[i] * rarities[ofTerms[i]]);
      squares += weighted[i] * weighted[i];
    }
    for (int i = 0; i < ofTerms.length; i++) {
      weighted[i] /= (float) Math.sqrt(squares);
    }
    return weighted;
  }

  @Override
  public List<List<Neighbour>> nearest(List<String> queries, int count, JobContext context) {
    var similarities = new float[texts];
    List<List<Neighbour>> all = new ArrayList<>();
    for (String query : queries) {
      context.cancellation().throwIfRequested();
      Arrays.fill(similarities, 0);
      addUp(query, similarities);
      var selection = new NearestSelection(count);
      for (int text = 0; text < texts; text++) {
        if (similarities[text] > 0) {
          selection.offer(text, similarities[text]);
        }
      }
      all.add(selection.nearestFirst());
    }
    return all;
  }

  private void addUp(String query, float[] similarities) {
    Map<String, Integer> found = new HashMap<>(WordCounting.of(query));
    found.keySet().retainAll(terms.keySet());
    int[] own = found.keySet().stream().mapToInt(terms::get).toArray();
    float[] weighted = weighted(own, logarithmic(found));
    for (int i = 0; i < own.length; i++) {
      int[] posted = examples[own[i]];
      float[] theirs = weights[own[i]];
      for (int j = 0; j < posted.length; j++) {
        similarities[posted[j]] += weighted[i] * theirs[j];
      }
    }
  }

  /** The words of a text. */
  private static final class WordCounting {
    private final Map<String, Integer> counts = new HashMap<>();
    private final StringBuilder word = new StringBuilder();

    /** Letters and digits in a row, in lower case; an ideograph is a word. */
    static Map<String, Integer> of(String text) {
      var counting = new WordCounting();
      text.codePoints().forEach(counting::add);
      counting.end();
      return counting.counts;
    }

    private void add(int c) {
      if (Character.isIdeographic(c)) {
        end();
        word.appendCodePoint(c);
        end();
      } else if (Character.isLetterOrDigit(c)
          || Character.getType(c) == Character.NON_SPACING_MARK) {
        word.appendCodePoint(c);
      } else {
        end();
      }
    }

    private void end() {
      if (!word.isEmpty()) {
        counts.merge(word.toString().toLowerCase(Locale.ROOT), 1, Integer::sum);
        word.setLength(0);
      }
    }
  }
}
