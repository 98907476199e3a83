package app.valence.evaluation;

/**
 * What a classifier said about examples whose labels are known: for each example the true class and
 * a probability for every class. The predicted class is the most probable one, of equals the first,
 * as numpy's {@code argmax} has it. Immutable; takes 8 bytes a probability and 8 an example.
 */
public final class Predictions {
  /** How far the probabilities of an example may be from 1 in sum: room for rounded imports. */
  static final double SUM_TOLERANCE = 1e-3;

  private final int classes;
  private final int[] trueIds;
  private final int[] predictedIds;
  private final double[] probabilities; // row by row

  private Predictions(int classes, int[] trueIds, double[] probabilities) {
    this.classes = classes;
    this.trueIds = trueIds;
    this.probabilities = probabilities;
    this.predictedIds = new int[trueIds.length];
    for (int example = 0; example < trueIds.length; example++) {
      checkExample(example);
      predictedIds[example] = mostProbable(example);
    }
  }

  /**
   * Copies and checks predictions.
   *
   * @param trueIds the true class of each example, from 0 to {@code classes} - 1
   * @param rows {@code [examples][classes]}, each row non-negative with sum 1
   * @throws InvalidPredictionsException if the lengths differ, a class does not exist or a row is
   *     not a distribution
   */
  public static Predictions of(int classes, int[] trueIds, double[][] rows) {
    double[] flat = emptyTable(classes, trueIds.length, rows.length, "probability rows");
    for (int example = 0; example < rows.length; example++) {
      if (rows[example].length != classes) {
        throw new InvalidPredictionsException(
            "Example %d has %d probabilities, expected one for each of the %d classes."
                .formatted(example, rows[example].length, classes));
      }
      System.arraycopy(rows[example], 0, flat, example * classes, classes);
    }
    return new Predictions(classes, trueIds.clone(), flat);
  }

  /**
   * As {@link #of(int, int[], double[][])}, from the probabilities row by row in one array, as a
   * tensor gives them.
   *
   * @param rows {@code examples × classes} values
   */
  public static Predictions of(int classes, int[] trueIds, float[] rows) {
    int complete = classes > 0 && rows.length % classes == 0 ? rows.length / classes : -1;
    double[] flat = emptyTable(classes, trueIds.length, complete, "complete probability rows");
    for (int i = 0; i < rows.length; i++) {
      flat[i] = rows[i];
    }
    return new Predictions(classes, trueIds.clone(), flat);
  }

  /** The same examples with other probabilities; takes {@code table} over without a copy. */
  Predictions withTable(double[] table) {
    return new Predictions(classes, trueIds, table);
  }

  /** The number of examples. */
  public int size() {
    return trueIds.length;
  }

  /** The number of classes. */
  public int classes() {
    return classes;
  }

  /** The true class of an example. */
  public int trueId(int example) {
    return trueIds[example];
  }

  /** The predicted class of an example. */
  public int predictedId(int example) {
    return predictedIds[example];
  }

  /** Whether the predicted class of an example is its true one. */
  public boolean isCorrect(int example) {
    return predictedIds[example] == trueIds[example];
  }

  /** The probability given to a class of an example. */
  public double probability(int example, int classId) {
    return probabilities[example * classes + classId];
  }

  /** The probability of the predicted class of an example. */
  public double confidence(int example) {
    return probability(example, predictedIds[example]);
  }

  private static double[] emptyTable(int classes, int examples, int rows, String what) {
    if (classes < 2) {
      throw new InvalidPredictionsException(
          "A classifier needs at least 2 classes, got %d.".formatted(classes));
    }
    if (rows != examples) {
      throw new InvalidPredictionsException(
          "There are %d true labels but %s %s; give both for the same examples."
              .formatted(examples, rows < 0 ? "no whole number of" : rows, what));
    }
    if ((long) examples * classes > Integer.MAX_VALUE - 8) {
      throw new InvalidPredictionsException(
          "%d examples × %d classes are more than one evaluation holds; evaluate a sample."
              .formatted(examples, classes));
    }
    return new double[examples * classes];
  }

  private void checkExample(int example) {
    if (trueIds[example] < 0 || trueIds[example] >= classes) {
      throw new InvalidPredictionsException(
          "Example %d has class %d, expected 0 to %d."
              .formatted(example, trueIds[example], classes - 1));
    }
    double sum = 0;
    for (int classId = 0; classId < classes; classId++) {
      double p = probability(example, classId);
      if (!Double.isFinite(p) || p < 0) {
        throw new InvalidPredictionsException(
            "Example %d gives class %d the probability %s; give softmax probabilities, not logits."
                .formatted(example, classId, p));
      }
      sum += p;
    }
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      throw new InvalidPredictionsException(
          "The probabilities of example %d sum to %s, expected 1; give softmax probabilities."
              .formatted(example, sum));
    }
  }

  private int mostProbable(int example) {
    int best = 0;
    for (int classId = 1; classId < classes; classId++) {
      if (probability(example, classId) > probability(example, best)) {
        best = classId;
      }
    }
    return best;
  }
}
