package app.valence.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Everything the application reports about a classifier on one set of examples, with scikit-learn's
 * definitions.
 *
 * <p>An undefined number is NaN, {@code nan} in text and {@code null} in JSON: all averages without
 * examples, kappa and ROC AUC where only one class occurs. Two exceptions follow scikit-learn. The
 * precision of a class that was never predicted and the recall of one without examples count as 0
 * ({@code zero_division=0}) and {@link ClassScores#undefined()} names them; and the Matthews
 * coefficient is 0 where only one class occurs. All classes count in macro averages, also one that
 * does not occur, as in scikit-learn when it is given all labels.
 *
 * @param classes the scores of each class, in order of class id
 * @param micro over all predictions alike, so all three equal the accuracy
 */
public record ClassificationReport(
    ConfusionMatrix confusion,
    List<ClassScores> classes,
    Scores macro,
    Scores weighted,
    Scores micro,
    ProbabilityScores probability) {

  public ClassificationReport {
    classes = List.copyOf(classes);
  }

  /**
   * Measures {@code predictions}.
   *
   * @param labels the name of each class, in order of class id, no two alike
   * @throws IllegalArgumentException if the names do not fit the classes
   */
  public static ClassificationReport of(Predictions predictions, List<String> labels) {
    checkLabels(predictions, labels);
    var confusion = ConfusionMatrix.of(predictions);
    var classes =
        IntStream.range(0, labels.size())
            .mapToObj(
                id -> {
                  double auc = RocAuc.oneVersusRest(predictions, id, confusion.support(id));
                  return ClassScores.of(labels.get(id), id, confusion, auc);
                })
            .toList();
    return new ClassificationReport(
        confusion,
        classes,
        ScoreAverages.macro(classes),
        ScoreAverages.weighted(classes),
        Scores.of(confusion.accuracy(), confusion.accuracy()),
        ProbabilityScores.of(predictions, ScoreAverages.rocAuc(classes)));
  }

  /** The number of examples. */
  public int examples() {
    return confusion.total();
  }

  /** The share of right predictions. */
  public double accuracy() {
    return confusion.accuracy();
  }

  /** The names of the classes, in order of class id. */
  public List<String> labels() {
    return classes.stream().map(ClassScores::label).toList();
  }

  /**
   * The F1 of one class.
   *
   * @throws IllegalArgumentException if no class has this name
   */
  public double f1Of(String label) {
    return classes.stream()
        .filter(scores -> scores.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no class '%s'; the classes are %s.".formatted(label, labels())))
        .scores()
        .f1();
  }

  /** Every metric but {@link MetricName#LOSS}, in the order of the enum; undefined ones are NaN. */
  public Map<MetricName, Double> metrics() {
    var values = new EnumMap<MetricName, Double>(MetricName.class);
    values.put(MetricName.ACCURACY, accuracy());
    values.put(MetricName.BALANCED_ACCURACY, confusion.balancedAccuracy());
    values.put(MetricName.F1_MACRO, macro.f1());
    values.put(MetricName.F1_WEIGHTED, weighted.f1());
    values.put(MetricName.F1_MICRO, micro.f1());
    values.put(MetricName.PRECISION_MACRO, macro.precision());
    values.put(MetricName.PRECISION_WEIGHTED, weighted.precision());
    values.put(MetricName.RECALL_MACRO, macro.recall());
    values.put(MetricName.RECALL_WEIGHTED, weighted.recall());
    values.put(MetricName.MATTHEWS_CORRELATION, confusion.matthewsCorrelation());
    values.put(MetricName.COHEN_KAPPA, confusion.cohenKappa());
    values.put(MetricName.ROC_AUC_OVR_MACRO, probability.rocAucOvrMacro());
    values.put(MetricName.LOG_LOSS, probability.logLoss());
    values.put(MetricName.BRIER_SCORE, probability.brier());
    values.put(MetricName.EXPECTED_CALIBRATION_ERROR, probability.ece());
    values.put(MetricName.MAXIMUM_CALIBRATION_ERROR, probability.mce());
    return Collections.unmodifiableMap(values);
  }

  /**
   * The table exactly as scikit-learn's {@code classification_report} prints it, but for one of its
   * quirks: without a single right prediction it prints the support as a decimal, {@code 4.0}.
   *
   * @param digits decimals of the scores, at least 0
   */
  public String toTable(int digits) {
    return ReportText.table(this, digits);
  }

  /** The table, and below it a sentence for each class whose scores are undefined in part. */
  public String toText(int digits) {
    return ReportText.withNotes(this, digits);
  }

  /** The report for a file: keys in snake_case, an undefined number is null. */
  public ObjectNode toJson() {
    return ReportJson.of(this);
  }

  private static void checkLabels(Predictions predictions, List<String> labels) {
    if (labels.size() != predictions.classes()) {
      throw new IllegalArgumentException(
          "There are %d label names for %d classes; give one for each."
              .formatted(labels.size(), predictions.classes()));
    }
    if (new HashSet<>(labels).size() != labels.size()) {
      throw new IllegalArgumentException(
          "Two classes share a name in %s; rename one.".formatted(labels));
    }
  }
}
