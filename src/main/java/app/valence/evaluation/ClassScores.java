package app.valence.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * How well one class is recognised. Precision without predictions and recall without examples are
 * divisions by zero: they count as 0 and {@link #undefined()} names them.
 *
 * @param support the number of examples that truly have the class
 * @param predicted the number of examples that were predicted to have it
 * @param rocAuc the area under the ROC curve of this class against the rest; NaN where either side
 *     has no examples
 */
public record ClassScores(String label, Scores scores, int support, int predicted, double rocAuc) {

  static ClassScores of(String label, int classId, ConfusionMatrix confusion, double rocAuc) {
    int support = confusion.support(classId);
    int predicted = confusion.predicted(classId);
    double hits = confusion.count(classId, classId);
    var scores =
        Scores.of(predicted == 0 ? 0 : hits / predicted, support == 0 ? 0 : hits / support);
    return new ClassScores(label, scores, support, predicted, rocAuc);
  }

  /** Which of {@code precision}, {@code recall} and {@code f1} are undefined and count as 0. */
  public List<String> undefined() {
    var names = new ArrayList<String>();
    if (predicted == 0) {
      names.add("precision");
    }
    if (support == 0) {
      names.add("recall");
    }
    if (predicted == 0 && support == 0) {
      names.add("f1");
    }
    return List.copyOf(names);
  }
}
