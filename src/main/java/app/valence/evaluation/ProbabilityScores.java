package app.valence.evaluation;

/**
 * How good the probabilities are, beyond the class they favour. All are NaN without examples.
 *
 * @param logLoss the mean of -ln p of the true class, p kept within machine precision of 0 and 1
 *     and each row normalised, as scikit-learn's
 * @param brier the mean over examples of the squared error summed over classes, 0 to 2
 * @param rocAucOvrMacro the mean over classes of the area under the ROC curve against the rest, for
 *     two classes the usual area; NaN where a class has no examples or all of them
 * @param ece the expected calibration error in 15 bins
 * @param mce the maximum calibration error in 15 bins
 */
public record ProbabilityScores(
    double logLoss, double brier, double rocAucOvrMacro, double ece, double mce) {
  /** The smallest probability a logarithm is taken of: the machine precision of a double. */
  static final double SMALLEST = Math.ulp(1.0);

  static ProbabilityScores of(Predictions predictions, double rocAucOvrMacro) {
    double logLoss = 0;
    double brier = 0;
    for (int example = 0; example < predictions.size(); example++) {
      logLoss += logLoss(predictions, example);
      brier += brier(predictions, example);
    }
    var reliability = ReliabilityDiagram.of(predictions);
    return new ProbabilityScores(
        logLoss / predictions.size(),
        brier / predictions.size(),
        rocAucOvrMacro,
        reliability.expectedCalibrationError(),
        reliability.maximumCalibrationError());
  }

  /** {@code p}, or the nearest number whose logarithm and that of whose complement are finite. */
  static double clipped(double p) {
    return Math.max(SMALLEST, Math.min(p, 1 - SMALLEST));
  }

  private static double logLoss(Predictions predictions, int example) {
    double sum = 0;
    for (int classId = 0; classId < predictions.classes(); classId++) {
      sum += clipped(predictions.probability(example, classId));
    }
    double p = predictions.probability(example, predictions.trueId(example));
    return Math.log(sum) - Math.log(clipped(p));
  }

  private static double brier(Predictions predictions, int example) {
    double sum = 0;
    for (int classId = 0; classId < predictions.classes(); classId++) {
      double truth = classId == predictions.trueId(example) ? 1 : 0;
      double error = predictions.probability(example, classId) - truth;
      sum += error * error;
    }
    return sum;
  }
}
