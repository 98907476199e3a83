package app.valence.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes a report as JSON. */
final class ReportJson {
  private ReportJson() {}

  static ObjectNode of(ClassificationReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("examples", report.examples());
    report.metrics().forEach((metric, value) -> put(json, keyOf(metric), value));
    put(json, "precision_micro", report.micro().precision());
    put(json, "recall_micro", report.micro().recall());
    ArrayNode labels = json.putArray("labels");
    report.labels().forEach(labels::add);
    ArrayNode support = json.putArray("support");
    report.classes().forEach(each -> support.add(each.support()));
    ArrayNode rows = json.putArray("confusion_matrix");
    for (int[] counts : report.confusion().rows()) {
      ArrayNode row = rows.addArray();
      for (int count : counts) {
        row.add(count);
      }
    }
    // In an object of their own, because a label may be called "accuracy".
    ObjectNode classes = json.putObject("per_class");
    report.classes().forEach(each -> classes.set(each.label(), classJson(each)));
    return json;
  }

  /** Files say the coefficient's full name, as scikit-learn; logs say it short. */
  private static String keyOf(MetricName metric) {
    return metric == MetricName.MATTHEWS_CORRELATION ? "matthews_corrcoef" : metric.key();
  }

  private static ObjectNode classJson(ClassScores scores) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    put(json, "precision", scores.scores().precision());
    put(json, "recall", scores.scores().recall());
    put(json, "f1", scores.scores().f1());
    json.put("support", scores.support());
    json.put("predicted", scores.predicted());
    put(json, "roc_auc", scores.rocAuc());
    ArrayNode undefined = json.putArray("undefined");
    scores.undefined().forEach(undefined::add);
    return json;
  }

  private static void put(ObjectNode json, String key, double value) {
    if (Double.isFinite(value)) {
      json.put(key, value);
    } else {
      json.putNull(key);
    }
  }
}
