package app.valence.evaluation;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Averages the scores of classes; NaN where no class has an example. */
final class ScoreAverages {
  private ScoreAverages() {}

  /** Every class weighs the same. */
  static Scores macro(List<ClassScores> classes) {
    return average(classes, scores -> 1);
  }

  /** A class weighs as many times as it has examples. */
  static Scores weighted(List<ClassScores> classes) {
    return average(classes, ClassScores::support);
  }

  /** The plain mean; for two classes the area of the second, as scikit-learn has it. */
  static double rocAuc(List<ClassScores> classes) {
    return classes.size() == 2
        ? classes.get(1).rocAuc()
        : classes.stream().mapToDouble(ClassScores::rocAuc).average().orElse(Double.NaN);
  }

  private static Scores average(List<ClassScores> classes, ToDoubleFunction<ClassScores> weight) {
    if (classes.stream().allMatch(scores -> scores.support() == 0)) {
      return Scores.UNDEFINED;
    }
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    double total = 0;
    for (ClassScores each : classes) {
      double w = weight.applyAsDouble(each);
      precision += w * each.scores().precision();
      recall += w * each.scores().recall();
      f1 += w * each.scores().f1();
      total += w;
    }
    return new Scores(precision / total, recall / total, f1 / total);
  }
}
