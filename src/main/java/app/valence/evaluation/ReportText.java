package app.valence.evaluation;

import app.valence.data.LabelSet;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Prints a report as scikit-learn's {@code classification_report} does, to the letter. */
final class ReportText {
  private static final int COLUMN = 9;

  private ReportText() {}

  static String table(ClassificationReport report, int digits) {
    if (digits < 0) {
      throw new IllegalArgumentException(
          "The number of digits must be 0 or more, got %d.".formatted(digits));
    }
    int nameWidth = Math.max("weighted avg".length(), digits);
    for (String label : report.labels()) {
      nameWidth = Math.max(nameWidth, length(LabelSet.printable(label)));
    }
    var lines = new Lines(nameWidth, digits);
    lines.add("", List.of("precision", "recall", "f1-score", "support"));
    lines.text.append('\n');
    for (ClassScores each : report.classes()) {
      lines.add(LabelSet.printable(each.label()), each.scores(), each.support());
    }
    lines.text.append('\n');
    String accuracy = number(report.micro().f1(), digits);
    lines.add("accuracy", List.of("", "", accuracy, String.valueOf(report.examples())));
    lines.add("macro avg", report.macro(), report.examples());
    lines.add("weighted avg", report.weighted(), report.examples());
    return lines.text.toString();
  }

  static String withNotes(ClassificationReport report, int digits) {
    String notes =
        report.classes().stream()
            .filter(each -> !each.undefined().isEmpty())
            .map(each -> note(each) + "\n")
            .collect(Collectors.joining());
    return table(report, digits) + (notes.isEmpty() ? "" : "\n" + notes);
  }

  private static String note(ClassScores scores) {
    var reasons = new ArrayList<String>();
    if (scores.predicted() == 0) {
      reasons.add("never predicted");
    }
    if (scores.support() == 0) {
      reasons.add("no examples");
    }
    return "%s: %s undefined (%s), counted as 0."
        .formatted(
            LabelSet.printable(scores.label()),
            String.join(", ", scores.undefined()),
            String.join(", ", reasons));
  }

  /** Grows line by line. */
  private record Lines(StringBuilder text, int nameWidth, int digits) {
    Lines(int nameWidth, int digits) {
      this(new StringBuilder(), nameWidth, digits);
    }

    void add(String name, Scores scores, int support) {
      add(
          name,
          List.of(
              number(scores.precision(), digits),
              number(scores.recall(), digits),
              number(scores.f1(), digits),
              String.valueOf(support)));
    }

    void add(String name, List<String> cells) {
      text.append(right(name, nameWidth)).append(' ');
      for (String cell : cells) {
        text.append(' ').append(right(cell, COLUMN));
      }
      text.append('\n');
    }
  }

  /** The exact binary value rounded half to even, as Python formats; Java's format differs. */
  private static String number(double value, int digits) {
    return Double.isNaN(value)
        ? "nan"
        : new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - length(text))) + text;
  }

  /** Counts characters as Python does: an emoji is one. */
  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
