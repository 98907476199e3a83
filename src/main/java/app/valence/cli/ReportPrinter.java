package app.valence.cli;

import app.valence.data.LabelSet;
import app.valence.evaluation.ClassificationReport;
import app.valence.evaluation.ConfusionMatrix;
import app.valence.evaluation.MajorityClass;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Prints a report for people: the table, the confusions, the calibration and what chance gives. */
final class ReportPrinter {
  private static final int DIGITS = 4;

  /** More columns do not fit a terminal, and a file by --json has them all. */
  private static final int MOST_CONFUSION_CLASSES = 20;

  private ReportPrinter() {}

  /**
   * All about one set of examples.
   *
   * @param origin where the majority class was counted
   */
  static String text(ClassificationReport report, MajorityClass majority, String origin) {
    return report.toText(DIGITS)
        + "\n"
        + confusion(report)
        + "\n"
        + calibration(report)
        + "\n"
        + baseline(report, majority, origin);
  }

  /** Rows are true labels, columns predictions. */
  static String confusion(ClassificationReport report) {
    ConfusionMatrix matrix = report.confusion();
    if (matrix.classes() > MOST_CONFUSION_CLASSES) {
      return "Confusion matrix: " + matrix.classes() + " classes, too many to print; see --json.\n";
    }
    List<String> labels = report.labels().stream().map(LabelSet::printable).toList();
    int width = 7;
    for (String label : labels) {
      width = Math.max(width, label.length());
    }
    String cell = "%" + (width + 2) + "s";
    var text = new StringBuilder("Confusion matrix (rows: true labels, columns: predictions)\n");
    text.append(cell.formatted(""));
    labels.forEach(label -> text.append(cell.formatted(label)));
    for (int row = 0; row < labels.size(); row++) {
      text.append('\n').append(cell.formatted(labels.get(row)));
      for (int column = 0; column < labels.size(); column++) {
        text.append(cell.formatted(matrix.count(row, column)));
      }
    }
    return text.append('\n').toString();
  }

  private static String calibration(ClassificationReport report) {
    var scores = report.probability();
    return String.format(
        Locale.ROOT,
        "Calibration: expected error %.4f, largest %.4f (15 bins), log loss %.4f, Brier %.4f",
        scores.ece(),
        scores.mce(),
        scores.logLoss(),
        scores.brier());
  }

  private static String baseline(
      ClassificationReport report, MajorityClass majority, String origin) {
    ClassificationReport constant = majority.on(report);
    return String.format(
        Locale.ROOT,
        "Always \"%s\", the most frequent class in %s: accuracy %.4f, macro F1 %.4f;"
            + " this model: %.4f, %.4f",
        LabelSet.printable(report.labels().get(majority.label())),
        origin,
        constant.accuracy(),
        constant.macro().f1(),
        report.accuracy(),
        report.macro().f1());
  }

  /** The classes that were predicted, each with how often. */
  static String counts(List<String> labels, List<Long> counts) {
    return IntStream.range(0, labels.size())
        .mapToObj(
            i ->
                String.format(
                    Locale.ROOT, "%s %,d", LabelSet.printable(labels.get(i)), counts.get(i)))
        .collect(Collectors.joining(", "));
  }
}
