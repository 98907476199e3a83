package app.valence.evaluation;

import java.util.Arrays;

/**
 * How often each true class (row) was predicted as each class (column), and the scores that need
 * nothing else. Scores of no examples are NaN.
 */
public final class ConfusionMatrix {
  private final int[][] counts;
  private final int[] support;
  private final int[] predicted;
  private final int total;
  private final int correct;

  private ConfusionMatrix(int[][] counts, int total) {
    int classes = counts.length;
    this.counts = counts;
    this.total = total;
    this.support = new int[classes];
    this.predicted = new int[classes];
    int diagonal = 0;
    for (int row = 0; row < classes; row++) {
      diagonal += counts[row][row];
      for (int column = 0; column < classes; column++) {
        support[row] += counts[row][column];
        predicted[column] += counts[row][column];
      }
    }
    this.correct = diagonal;
  }

  /** Counts {@code predictions}. */
  public static ConfusionMatrix of(Predictions predictions) {
    int[][] counts = new int[predictions.classes()][predictions.classes()];
    for (int example = 0; example < predictions.size(); example++) {
      counts[predictions.trueId(example)][predictions.predictedId(example)]++;
    }
    return new ConfusionMatrix(counts, predictions.size());
  }

  /** The number of classes. */
  public int classes() {
    return counts.length;
  }

  /** The number of examples. */
  public int total() {
    return total;
  }

  /** The number of examples of class {@code trueId} that were predicted as {@code predictedId}. */
  public int count(int trueId, int predictedId) {
    return counts[trueId][predictedId];
  }

  /** The number of examples that truly have this class. */
  public int support(int classId) {
    return support[classId];
  }

  /** The number of examples that were predicted to have this class. */
  public int predicted(int classId) {
    return predicted[classId];
  }

  /** The number of right predictions. */
  public int correct() {
    return correct;
  }

  /** A copy of the counts, {@code [true class][predicted class]}. */
  public int[][] rows() {
    return Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
  }

  /** The share of right predictions. */
  public double accuracy() {
    return (double) correct / total;
  }

  /** The mean recall of the classes that have examples, as scikit-learn's. */
  public double balancedAccuracy() {
    double sum = 0;
    int present = 0;
    for (int id = 0; id < counts.length; id++) {
      if (support[id] > 0) {
        sum += (double) counts[id][id] / support[id];
        present++;
      }
    }
    return sum / present;
  }

  /**
   * Matthews' correlation coefficient for any number of classes (Gorodkin 2004). It is 0, as
   * scikit-learn has it, where all examples have one class or all predictions name one.
   */
  public double matthewsCorrelation() {
    if (total == 0) {
      return Double.NaN;
    }
    double examples = total;
    double trueSpread = examples * examples - dot(support, support);
    double predictedSpread = examples * examples - dot(predicted, predicted);
    if (trueSpread == 0 || predictedSpread == 0) {
      return 0;
    }
    double covariance = examples * correct - dot(support, predicted);
    return covariance / Math.sqrt(trueSpread * predictedSpread);
  }

  /**
   * Cohen's kappa of truth and prediction. NaN where both name one and the same class only: chance
   * alone then agrees on everything.
   */
  public double cohenKappa() {
    double expectedErrors = total - dot(support, predicted) / total;
    return expectedErrors == 0 ? Double.NaN : 1 - (total - correct) / expectedErrors;
  }

  private static double dot(int[] left, int[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += (double) left[i] * right[i];
    }
    return sum;
  }
}
