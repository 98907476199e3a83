package app.valence.model.generation;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/** Chooses tokens by their scores: the likeliest, or one drawn from the likeliest. */
final class Sampler {
  private final GenerationSettings settings;
  private final SplittableRandom random;
  private final BitSet present = new BitSet();

  Sampler(GenerationSettings settings) {
    this.settings = settings;
    this.random = new SplittableRandom(settings.seed());
  }

  /** Hears which tokens the text has, the prompt's too: repeating them may be penalised. */
  void read(int[] tokens) {
    for (int token : tokens) {
      present.set(token);
    }
  }

  /**
   * Chooses a token by the scores of the vocabulary.
   *
   * @throws IllegalArgumentException if no score is a number
   */
  int choose(float[] raw) {
    float[] scores = settings.repetitionPenalty() == 1 ? raw : penalized(raw);
    int best = likeliest(scores);
    if (!settings.isSampled()) {
      return best;
    }
    int[] tokens = candidates(scores);
    double[] weights = new double[tokens.length];
    double total = 0;
    for (int i = 0; i < tokens.length; i++) {
      weights[i] = Math.exp((scores[tokens[i]] - scores[best]) / settings.temperature());
      total += weights[i];
    }
    int kept = nucleus(weights, total);
    double sum = 0;
    for (int i = 0; i < kept; i++) {
      sum += weights[i];
    }
    double drawn = random.nextDouble() * sum;
    int chosen = 0;
    while (chosen < kept - 1 && drawn >= weights[chosen]) {
      drawn -= weights[chosen++];
    }
    return tokens[chosen];
  }

  /** Every score sinks by the factor, whatever its sign. */
  private float[] penalized(float[] raw) {
    float[] scores = raw.clone();
    float penalty = (float) settings.repetitionPenalty();
    for (int token = present.nextSetBit(0); token >= 0; token = present.nextSetBit(token + 1)) {
      scores[token] = scores[token] < 0 ? scores[token] * penalty : scores[token] / penalty;
    }
    return scores;
  }

  private static int likeliest(float[] scores) {
    int best = -1;
    for (int i = 0; i < scores.length; i++) {
      if (best < 0 ? !Float.isNaN(scores[i]) : scores[i] > scores[best]) {
        best = i;
      }
    }
    if (best < 0 || !Float.isFinite(scores[best])) {
      throw new IllegalArgumentException("The model scores no token with a number: it diverged.");
    }
    return best;
  }

  /** The tokens to draw from, likeliest first, before {@code topP} is looked at. */
  private int[] candidates(float[] scores) {
    if (settings.topK() == 0 && settings.topP() == 1) {
      var all = new int[scores.length];
      Arrays.setAll(all, i -> i);
      return all;
    }
    long[] sorted = new long[scores.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = ((long) -ordered(scores[i]) << 32) | i;
    }
    Arrays.sort(sorted);
    int count = settings.topK() == 0 ? sorted.length : Math.min(settings.topK(), sorted.length);
    return Arrays.stream(sorted, 0, count).mapToInt(entry -> (int) entry).toArray();
  }

  /** A whole number that is the greater, the greater the score is. */
  private static int ordered(float score) {
    int bits = Float.floatToIntBits(score);
    return bits >= 0 ? bits : -(bits & Integer.MAX_VALUE);
  }

  /** How many of the likeliest it takes to reach {@code topP}: at least one. */
  private int nucleus(double[] weights, double total) {
    if (settings.topP() == 1) {
      return weights.length;
    }
    double sum = 0;
    int count = 0;
    while (count < weights.length && sum < settings.topP() * total) {
      sum += weights[count++];
    }
    return count;
  }
}
