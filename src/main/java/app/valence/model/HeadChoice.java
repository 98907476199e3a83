package app.valence.model;

import app.valence.data.LabelSet;
import java.nio.file.Path;
import java.util.HashSet;

/** What becomes of a checkpoint's classification head when it is to learn the classes of data. */
enum HeadChoice {
  /** Its classes are those of the data. */
  KEEP,
  /** Its classes have no names of their own, so they take those of the data. */
  RENAME,
  /** Its output layer is drawn anew, as it was asked for. */
  REPLACE;

  /**
   * Decides on the head of {@code stored}.
   *
   * @throws OtherClassesException if its classes are others and {@code policy} is to keep them
   * @throws IllegalArgumentException if {@code wanted} are its classes in another order and {@code
   *     policy} is to keep them
   */
  static HeadChoice of(
      Path folder, ModelConfig stored, LabelSet wanted, ModelFiles.HeadPolicy policy)
      throws OtherClassesException {
    if (policy == ModelFiles.HeadPolicy.REPLACE) {
      return REPLACE;
    }
    boolean classifies = task(stored).isEmpty();
    if (classifies && stored.labels().equals(wanted)) {
      return KEEP;
    }
    if (classifies && sameNames(stored.labels(), wanted)) {
      throw new IllegalArgumentException(
          "The labels " + wanted + " must stand in the model's order, " + stored.labels());
    }
    if (classifies && stored.hasUnnamedLabels() && stored.labels().size() == wanted.size()) {
      return RENAME;
    }
    throw refusal(folder, stored, wanted);
  }

  /** Whether two label sets differ in nothing but their order. */
  static boolean sameNames(LabelSet one, LabelSet other) {
    return new HashSet<>(one.names()).equals(new HashSet<>(other.names()));
  }

  /** What a head does instead of choosing one class; empty if it does just that. */
  static String task(ModelConfig config) {
    String problem = config.extras().text("problem_type").orElse("");
    if (problem.equals("multi_label_classification")) {
      return "it gives any number of labels to a text";
    }
    return problem.equals("regression") || config.labels().size() == 1
        ? "it gives a text a number, not a class"
        : "";
  }

  private static OtherClassesException refusal(Path folder, ModelConfig stored, LabelSet wanted) {
    String task = task(stored);
    return new OtherClassesException(
        folder,
        "its head is for the "
            + stored.labels().size()
            + " classes "
            + String.join(", ", stored.labels().names())
            + (task.isEmpty() ? "" : " (" + task + ")")
            + ", and the data has "
            + String.join(", ", wanted.names()),
        "Ask for a new head to train these classes from the body alone, or use data with the"
            + " model's classes.");
  }
}
