package app.valence.cli;

import app.valence.data.LabelSet;
import app.valence.evaluation.ClassificationReport;
import app.valence.evaluation.MajorityClass;
import app.valence.evaluation.ModelEvaluator.Evaluation;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Compares ways to classify the same examples, a line for each. */
final class ModeTable {
  private final MajorityClass majority;
  private final Map<String, Evaluation> rows = new LinkedHashMap<>();

  /** A table that ends with what always saying one class gives. */
  ModeTable(MajorityClass majority) {
    this.majority = majority;
  }

  void add(String name, Evaluation evaluation) {
    rows.put(name, evaluation);
  }

  /** The report of one of the rows: all have the same classes and examples. */
  ClassificationReport anyReport() {
    return rows.values().iterator().next().report();
  }

  String text() {
    var text = new StringBuilder();
    text.append(
        "%-14s %9s %9s %9s %9s %9s%n"
            .formatted("", "accuracy", "macro F1", "log loss", "ECE", "texts/s"));
    rows.forEach((name, evaluation) -> text.append(line(name, evaluation)));
    ClassificationReport constant = majority.on(anyReport());
    String label = LabelSet.printable(anyReport().labels().get(majority.label()));
    text.append(
        String.format(
            Locale.ROOT,
            "Always \"%s\": accuracy %.4f, macro F1 %.4f; %,d examples.",
            label,
            constant.accuracy(),
            constant.macro().f1(),
            anyReport().examples()));
    return text.toString();
  }

  private static String line(String name, Evaluation evaluation) {
    ClassificationReport report = evaluation.report();
    return String.format(
        Locale.ROOT,
        "%-14s %9.4f %9.4f %9.4f %9.4f %9.1f%n",
        name,
        report.accuracy(),
        report.macro().f1(),
        report.probability().logLoss(),
        report.probability().ece(),
        report.examples() / evaluation.seconds());
  }

  /** One row in full. */
  static ObjectNode json(Evaluation evaluation) {
    ObjectNode json = evaluation.report().toJson();
    json.put("loss", evaluation.loss());
    json.put("runtime", evaluation.seconds());
    json.put("samples_per_second", evaluation.report().examples() / evaluation.seconds());
    return json;
  }
}
