package app.valence.evaluation;

import java.util.Optional;

/**
 * Softens (above 1) or sharpens (below 1) probabilities so that confidence matches accuracy:
 * softmax(ln p / T), which never changes the predicted class (Guo et al. 2017). Probabilities are
 * kept above the machine precision first, as in the log loss, so a 0 has a logarithm.
 */
public record TemperatureScaling(double temperature) {
  /** The lowest temperature that is looked for. */
  public static final double LOWEST = 0.01;

  /** The highest temperature that is looked for. */
  public static final double HIGHEST = 100;

  private static final int MOST_ITERATIONS = 200;
  private static final double PRECISION = 1e-9;

  public TemperatureScaling {
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException(
          "A temperature must be a positive number, got %s.".formatted(temperature));
    }
  }

  /**
   * The temperature with the least log loss on {@code validation}, which should not be the data the
   * model was trained on.
   *
   * <p>In 1/T the log loss is convex, so its slope has one zero; Newton's method finds it, with
   * bisection where a step would leave the bracket.
   *
   * @return empty where no temperature between {@link #LOWEST} and {@link #HIGHEST} is best: all
   *     predictions are right (colder is always better), they are no better than chance (hotter is
   *     always better), every example is undecided, or there are none
   */
  public static Optional<TemperatureScaling> fit(Predictions validation) {
    double[] logarithms = logarithms(validation);
    double low = 1 / HIGHEST;
    double high = 1 / LOWEST;
    if (!(slope(validation, logarithms, low).first() < 0)
        || !(slope(validation, logarithms, high).first() > 0)) {
      return Optional.empty();
    }
    double inverse = 1;
    for (int i = 0; i < MOST_ITERATIONS && high - low > PRECISION * low; i++) {
      Slope slope = slope(validation, logarithms, inverse);
      if (slope.first() < 0) {
        low = inverse;
      } else {
        high = inverse;
      }
      double next = inverse - slope.first() / slope.second();
      if (Math.abs(next - inverse) <= PRECISION * inverse) {
        break;
      }
      inverse = next > low && next < high ? next : Math.sqrt(low * high);
    }
    return Optional.of(new TemperatureScaling(1 / inverse));
  }

  /** The same examples with scaled probabilities. */
  public Predictions apply(Predictions predictions) {
    int classes = predictions.classes();
    double[] table = logarithms(predictions);
    for (int start = 0; start < table.length; start += classes) {
      softmax(table, start, classes);
    }
    return predictions.withTable(table);
  }

  /** The scaled probabilities of one example. */
  public double[] apply(double[] probabilities) {
    double[] row = new double[probabilities.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = logarithm(probabilities[i]);
    }
    softmax(row, 0, row.length);
    return row;
  }

  /** Replaces logarithms by probabilities at this temperature. */
  private void softmax(double[] table, int start, int classes) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = start; i < start + classes; i++) {
      largest = Math.max(largest, table[i]);
    }
    double sum = 0;
    for (int i = start; i < start + classes; i++) {
      table[i] = Math.exp((table[i] - largest) / temperature);
      sum += table[i];
    }
    for (int i = start; i < start + classes; i++) {
      table[i] /= sum;
    }
  }

  /** The first and second derivative of the total log loss in 1/T. */
  private record Slope(double first, double second) {}

  private static Slope slope(Predictions predictions, double[] logarithms, double inverse) {
    int classes = predictions.classes();
    double first = 0;
    double second = 0;
    for (int example = 0; example < predictions.size(); example++) {
      int start = example * classes;
      double truth = logarithms[start + predictions.trueId(example)];
      double largest = logarithms[start + predictions.predictedId(example)];
      double weights = 0;
      double sum = 0;
      double squares = 0;
      for (int i = start; i < start + classes; i++) {
        double weight = Math.exp(inverse * (logarithms[i] - largest));
        // Measured from the true class, a sure and right example adds nothing but true zeros.
        double distance = logarithms[i] - truth;
        weights += weight;
        sum += weight * distance;
        squares += weight * distance * distance;
      }
      double mean = sum / weights;
      first += mean;
      second += squares / weights - mean * mean;
    }
    return new Slope(first, second);
  }

  private static double[] logarithms(Predictions predictions) {
    int classes = predictions.classes();
    double[] table = new double[predictions.size() * classes];
    for (int i = 0; i < table.length; i++) {
      table[i] = logarithm(predictions.probability(i / classes, i % classes));
    }
    return table;
  }

  private static double logarithm(double p) {
    return Math.log(Math.max(p, ProbabilityScores.SMALLEST));
  }
}
