package app.valence.model;

import app.valence.data.LabelSet;
import app.valence.model.checkpoint.CheckpointException;
import java.nio.file.Path;
import java.util.HashSet;

/** What becomes of a checkpoint's classification head when it is to learn the classes of data. */
enum HeadChoice {
  /** Its classes are those of the data. */
  KEEP,
  /** Its classes have no names of their own, so they take those of the data. */
  RENAME,
  /** Its classes are others, so its output layer is drawn anew. */
  REPLACE;

  /**
   * Decides on the head of {@code stored}.
   *
   * @throws CheckpointException if its classes are others and {@code policy} is to keep them
   * @throws IllegalArgumentException if {@code wanted} are its classes in another order
   */
  static HeadChoice of(
      Path folder, ModelConfig stored, LabelSet wanted, ModelFiles.HeadPolicy policy)
      throws CheckpointException {
    boolean classifies = task(stored).isEmpty();
    if (classifies && stored.labels().equals(wanted)) {
      return KEEP;
    }
    if (classifies && sameNames(stored.labels(), wanted)) {
      throw new IllegalArgumentException(
          "The labels " + wanted + " must stand in the model's order, " + stored.labels());
    }
    if (policy == ModelFiles.HeadPolicy.REPLACE) {
      return REPLACE;
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

  private static CheckpointException refusal(Path folder, ModelConfig stored, LabelSet wanted) {
    String task = task(stored);
    return new CheckpointException(
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
