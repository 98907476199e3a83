package app.valence.evaluation;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The measures by which the best checkpoint may be chosen, with their names in logs. */
public enum MetricName {
  /** Mean cross-entropy without class weights or smoothing; measured beside a report, not in it. */
  LOSS("loss", false),
  ACCURACY("accuracy", true),
  BALANCED_ACCURACY("balanced_accuracy", true),
  F1_MACRO("f1_macro", true),
  F1_WEIGHTED("f1_weighted", true),
  F1_MICRO("f1_micro", true),
  PRECISION_MACRO("precision_macro", true),
  PRECISION_WEIGHTED("precision_weighted", true),
  RECALL_MACRO("recall_macro", true),
  RECALL_WEIGHTED("recall_weighted", true),
  MATTHEWS_CORRELATION("mcc", true),
  COHEN_KAPPA("cohen_kappa", true),
  ROC_AUC_OVR_MACRO("roc_auc_ovr_macro", true),
  LOG_LOSS("log_loss", false),
  BRIER_SCORE("brier_score", false),
  EXPECTED_CALIBRATION_ERROR("ece", false),
  MAXIMUM_CALIBRATION_ERROR("mce", false);

  private final String key;
  private final boolean greaterIsBetter;

  MetricName(String key, boolean greaterIsBetter) {
    this.key = key;
    this.greaterIsBetter = greaterIsBetter;
  }

  /**
   * The metric of a name in a log, without a prefix such as {@code eval_}.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static MetricName ofKey(String key) {
    return Arrays.stream(values())
        .filter(metric -> metric.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no metric '%s'; choose one of %s.".formatted(key, keys())));
  }

  /** The name in logs, without a prefix. */
  public String key() {
    return key;
  }

  /** Whether a greater value is a better one. */
  public boolean greaterIsBetter() {
    return greaterIsBetter;
  }

  /** Whether {@code candidate} beats {@code best}; an undefined value (NaN) loses to any other. */
  public boolean isBetter(double candidate, double best) {
    if (Double.isNaN(candidate) || Double.isNaN(best)) {
      return !Double.isNaN(candidate);
    }
    return greaterIsBetter ? candidate > best : candidate < best;
  }

  private static String keys() {
    return Arrays.stream(values()).map(MetricName::key).collect(Collectors.joining(", "));
  }
}
