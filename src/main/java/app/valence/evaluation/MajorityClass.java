package app.valence.evaluation;

import java.util.List;

/**
 * Always says one class: what any classifier must beat.
 *
 * @param label the class it says
 */
public record MajorityClass(int label) {
  /** Says the most frequent class, of equals the first. */
  public static MajorityClass of(int[] classCounts) {
    int most = 0;
    for (int label = 1; label < classCounts.length; label++) {
      most = classCounts[label] > classCounts[most] ? label : most;
    }
    return new MajorityClass(most);
  }

  /** How well it does on the same examples as {@code report}, with certainty each time. */
  public ClassificationReport on(ClassificationReport report) {
    List<String> labels = report.labels();
    int[] trueIds = new int[report.examples()];
    double[][] rows = new double[report.examples()][labels.size()];
    int next = 0;
    for (int trueId = 0; trueId < labels.size(); trueId++) {
      for (int i = 0; i < report.confusion().support(trueId); i++) {
        trueIds[next] = trueId;
        rows[next++][label] = 1;
      }
    }
    return ClassificationReport.of(Predictions.of(labels.size(), trueIds, rows), labels);
  }
}
