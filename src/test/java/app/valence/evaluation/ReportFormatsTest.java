package app.valence.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportFormatsTest {
  private static final List<String> LABELS = List.of("negative", "neutral", "accuracy");

  @Test
  void undefinedScoresAreExplainedBelowTheTable() {
    var report = report(new int[] {0, 0, 1}, new int[] {0, 0, 0});
    assertThat(report.toText(2))
        .isEqualTo(
            report.toTable(2)
                + """

                neutral: precision undefined (never predicted), counted as 0.
                accuracy: precision, recall, f1 undefined (never predicted, no examples), counted as 0.
                """);
  }

  @Test
  void aFullyDefinedReportNeedsNoNotes() {
    var report = report(new int[] {0, 1, 2}, new int[] {0, 1, 2});
    assertThat(report.toText(3)).isEqualTo(report.toTable(3));
  }

  @Test
  void digitsSetTheDecimals() {
    var report = report(new int[] {0, 0, 0, 1, 2, 2}, new int[] {0, 0, 1, 1, 2, 1});
    assertThat(report.toTable(4).lines())
        .contains(
            "              precision    recall  f1-score   support",
            "    negative     1.0000    0.6667    0.8000         3",
            "    accuracy                         0.6667         6");
    assertThat(report.toTable(0).lines())
        .contains("    negative          1         1         1         3");
    assertThatThrownBy(() -> report.toTable(-1)).hasMessageContaining("digits");
  }

  @Test
  void aScoreHalfwayBetweenTwoDecimalsIsRoundedAsPythonDoes() {
    // 1/8 is exact in binary, so half to even; Java's own formatting would print 0.13
    var report = report(new int[] {0, 0, 0, 0, 0, 0, 0, 0}, new int[] {0, 1, 1, 1, 1, 1, 1, 1});
    assertThat(report.toTable(2)).contains("    negative       1.00      0.12      0.22         8");
  }

  @Test
  void longAndPictorialLabelsKeepTheColumnsAligned() {
    var predictions = ClassificationReportTest.predicted(new int[] {0, 1, 2}, new int[] {0, 1, 2});
    var report = ClassificationReport.of(predictions, List.of("😀", "somewhat negative", "ü"));
    assertThat(report.toTable(2).lines())
        .contains(
            "                😀       1.00      1.00      1.00         1",
            "somewhat negative       1.00      1.00      1.00         1",
            "                ü       1.00      1.00      1.00         1",
            "     weighted avg       1.00      1.00      1.00         3");
  }

  @Test
  void jsonNamesEveryMeasure() {
    ObjectNode json = report(new int[] {0, 1, 2, 2}, new int[] {0, 1, 2, 1}).toJson();
    assertThat(json.properties())
        .extracting(field -> field.getKey())
        .containsExactlyInAnyOrder(
            "examples",
            "accuracy",
            "balanced_accuracy",
            "precision_macro",
            "recall_macro",
            "f1_macro",
            "precision_weighted",
            "recall_weighted",
            "f1_weighted",
            "precision_micro",
            "recall_micro",
            "f1_micro",
            "matthews_corrcoef",
            "cohen_kappa",
            "log_loss",
            "roc_auc_ovr_macro",
            "brier_score",
            "ece",
            "mce",
            "labels",
            "support",
            "confusion_matrix",
            "per_class");
    assertThat(json.get("accuracy").asDouble()).isEqualTo(0.75);
    assertThat(json.get("confusion_matrix").toString()).isEqualTo("[[1,0,0],[0,1,0],[0,1,1]]");
    assertThat(json.get("support").toString()).isEqualTo("[1,1,2]");
    assertThat(json.get("labels").toString()).isEqualTo("[\"negative\",\"neutral\",\"accuracy\"]");
  }

  @Test
  void jsonKeepsTheScoresOfAClassThatIsNamedAsAMeasure() {
    ObjectNode json = report(new int[] {0, 1, 2, 2}, new int[] {0, 1, 2, 1}).toJson();
    JsonNode scores = json.get("per_class").get("accuracy");
    assertThat(scores.get("recall").asDouble()).isEqualTo(0.5);
    assertThat(scores.get("precision").asDouble()).isEqualTo(1);
    assertThat(scores.get("support").asInt()).isEqualTo(2);
    assertThat(scores.get("predicted").asInt()).isEqualTo(1);
  }

  @Test
  void undefinedNumbersAreNullInJsonAndNanInText() {
    var report = report(new int[0], new int[0]);
    ObjectNode json = report.toJson();
    assertThat(json.get("f1_macro").isNull()).isTrue();
    assertThat(json.get("log_loss").isNull()).isTrue();
    assertThat(json.get("per_class").get("neutral").get("roc_auc").isNull()).isTrue();
    assertThat(json.get("per_class").get("neutral").get("undefined").size()).isEqualTo(3);
    assertThat(json.toString()).doesNotContain("NaN");
    assertThat(report.toTable(2)).contains("   macro avg        nan       nan       nan         0");
  }

  private static ClassificationReport report(int[] trueIds, int[] predictedIds) {
    return ClassificationReport.of(
        ClassificationReportTest.predicted(trueIds, predictedIds), LABELS);
  }
}
