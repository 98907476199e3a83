package app.valence.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Compares every number of a file of scikit-learn's classification metrics with this package's: our
 * results are put in the form of the file, then the two trees are compared node by node, so that
 * nothing in the file goes unread. An undefined number is {@code null} in the file.
 */
public final class ClassificationGoldens {
  private static final double TOLERANCE = 1e-6;
  private static final double TEMPERATURE_TOLERANCE = 1e-3;

  private ClassificationGoldens() {}

  /**
   * Checks a {@code classification.json}.
   *
   * @return a sentence for each disagreement; empty when all agree
   */
  public static List<String> failures(Path classificationJson) throws IOException {
    return failures(new ObjectMapper().readTree(classificationJson.toFile()));
  }

  static List<String> failures(JsonNode file) {
    var failures = new ArrayList<String>();
    if (file.path("cases").isEmpty()) {
      failures.add("cases: the file has none, so nothing was checked");
    }
    for (JsonNode each : file.path("cases")) {
      String name = each.path("name").asText("unnamed case");
      try {
        compare(name, each.path("expected"), measure(each), failures);
      } catch (InvalidPredictionsException e) {
        failures.add(name + ": " + e.getMessage());
      }
    }
    return failures;
  }

  private static ObjectNode measure(JsonNode each) {
    int classes = each.path("classes").asInt();
    int[] labels = new int[each.path("labels").size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = each.path("labels").get(i).asInt(-1);
    }
    double[][] rows = new double[each.path("probabilities").size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = numbers(each.path("probabilities").get(i));
    }
    var predictions = Predictions.of(classes, labels, rows);
    List<String> names = IntStream.range(0, classes).mapToObj(id -> "class" + id).toList();
    ObjectNode json = inFormOfTheFile(ClassificationReport.of(predictions, names));
    TemperatureScaling.fit(predictions)
        .ifPresentOrElse(
            scaling -> json.put("temperature", scaling.temperature()),
            () -> json.putNull("temperature"));
    return json;
  }

  private static ObjectNode inFormOfTheFile(ClassificationReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("accuracy", report.accuracy());
    json.put("balanced_accuracy", report.confusion().balancedAccuracy());
    json.put("matthews_corrcoef", report.confusion().matthewsCorrelation());
    json.put("cohen_kappa", report.confusion().cohenKappa());
    json.put("log_loss", report.probability().logLoss());
    json.put("brier_multiclass_sum", report.probability().brier());
    json.put("roc_auc_ovr_macro", report.probability().rocAucOvrMacro());
    json.put("ece_15", report.probability().ece());
    json.put("mce_15", report.probability().mce());
    ArrayNode matrix = json.putArray("confusion_matrix_rows_true");
    for (int[] counts : report.confusion().rows()) {
      ArrayNode row = matrix.addArray();
      for (int count : counts) {
        row.add(count);
      }
    }
    json.set("precision", ofClasses(report, each -> each.scores().precision()));
    json.set("recall", ofClasses(report, each -> each.scores().recall()));
    json.set("f1", ofClasses(report, each -> each.scores().f1()));
    json.set("support", ofClasses(report, ClassScores::support));
    json.set("macro", average(report.macro()));
    json.set("weighted", average(report.weighted()));
    json.set("micro", average(report.micro()));
    json.put("classification_report_text", report.toTable(2));
    return json;
  }

  private static ArrayNode ofClasses(
      ClassificationReport report, ToDoubleFunction<ClassScores> score) {
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    report.classes().forEach(each -> values.add(score.applyAsDouble(each)));
    return values;
  }

  private static ObjectNode average(Scores scores) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("precision", scores.precision());
    json.put("recall", scores.recall());
    json.put("f1", scores.f1());
    return json;
  }

  private static double[] numbers(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asDouble(Double.NaN);
    }
    return values;
  }

  private static void compare(
      String path, JsonNode expected, JsonNode actual, List<String> failures) {
    if (expected.isObject() && actual.isObject()) {
      var names = new TreeSet<String>();
      expected.fieldNames().forEachRemaining(names::add);
      actual.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        compare(path + "." + name, expected.path(name), actual.path(name), failures);
      }
    } else if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
      for (int i = 0; i < expected.size(); i++) {
        compare(path + "[" + i + "]", expected.get(i), actual.get(i), failures);
      }
    } else if (!agree(path, expected, actual)) {
      failures.add(path + ": expected " + shown(expected) + ", got " + shown(actual));
    }
  }

  private static boolean agree(String path, JsonNode expected, JsonNode actual) {
    if (expected.isNumber() && actual.isNumber()) {
      double tolerance = path.endsWith(".temperature") ? TEMPERATURE_TOLERANCE : TOLERANCE;
      // Not its opposite: a NaN must disagree.
      return Math.abs(expected.asDouble() - actual.asDouble()) <= tolerance;
    }
    boolean undefined = actual.isNull() || Double.isNaN(actual.asDouble());
    return expected.isNull() ? undefined : expected.equals(actual);
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }
}
