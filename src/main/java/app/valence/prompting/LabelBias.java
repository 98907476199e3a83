package app.valence.prompting;

import java.util.Arrays;
import java.util.List;

/**
 * Corrects the scores of answers for how much a model likes them whatever the text is.
 *
 * @param offsets what is added to each answer's score
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
public record LabelBias(double[] offsets) {
  private static final int MOST_ROUNDS = 500;
  private static final double SMALL = 1e-9;

  /** Scores as they are. */
  public static LabelBias none(int labels) {
    return new LabelBias(new double[labels]);
  }

  /**
   * Divides probabilities by their mean over texts without content (Zhao et al., 2021).
   *
   * @param contentFree scores of the answers to such texts
   */
  public static LabelBias contextual(List<double[]> contentFree) {
    int labels = contentFree.get(0).length;
    double[] means = means(contentFree, new double[labels]);
    return new LabelBias(Arrays.stream(means).map(p -> -Math.log(Math.max(p, SMALL))).toArray());
  }

  /**
   * The offsets under which labelled examples are likeliest: then each class's mean probability is
   * its share of them. Each class counts one example more, so that a class without any stays
   * possible.
   *
   * @param scores of the answers to each example
   * @param trueLabels of each example
   */
  public static LabelBias fitted(List<double[]> scores, int[] trueLabels) {
    int labels = scores.get(0).length;
    var shares = new double[labels];
    Arrays.fill(shares, 1.0 / (trueLabels.length + labels));
    for (int label : trueLabels) {
      shares[label] += 1.0 / (trueLabels.length + labels);
    }
    var offsets = new double[labels];
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double[] means = means(scores, offsets);
      double largest = 0;
      for (int label = 0; label < labels; label++) {
        double step = Math.log(shares[label] / Math.max(means[label], SMALL));
        offsets[label] += step;
        largest = Math.max(largest, Math.abs(step));
      }
      if (largest < 1e-6) {
        break;
      }
    }
    return new LabelBias(offsets);
  }

  private static double[] means(List<double[]> scores, double[] offsets) {
    var means = new double[offsets.length];
    var bias = new LabelBias(offsets);
    for (double[] each : scores) {
      double[] probabilities = bias.probabilities(each);
      for (int label = 0; label < means.length; label++) {
        means[label] += probabilities[label] / scores.size();
      }
    }
    return means;
  }

  /** The probabilities that scores stand for once they are corrected. */
  public double[] probabilities(double[] scores) {
    var corrected = new double[scores.length];
    double highest = Double.NEGATIVE_INFINITY;
    for (int label = 0; label < scores.length; label++) {
      corrected[label] = scores[label] + offsets[label];
      highest = Math.max(highest, corrected[label]);
    }
    double sum = 0;
    for (int label = 0; label < scores.length; label++) {
      corrected[label] = Math.exp(corrected[label] - highest);
      sum += corrected[label];
    }
    for (int label = 0; label < scores.length; label++) {
      corrected[label] /= sum;
    }
    return corrected;
  }
}
