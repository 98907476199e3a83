package app.valence.data;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Examples with the labels they may have.
 *
 * @param name what messages call the data set: the name of its file, or of a split
 * @param examples the examples in the order of their file
 * @param labels the classes that the examples' labels count through
 */
public record Dataset(String name, List<Example> examples, LabelSet labels) {
  private static final int MOST_CLASSES = 1_000;

  /** Refuses examples whose labels lie outside the label set. */
  public Dataset {
    examples = List.copyOf(examples);
    for (Example example : examples) {
      if (example.label() >= labels.size()) {
        throw new IllegalArgumentException(
            "line %d of %s has label %d, but there are %d labels"
                .formatted(example.line(), name, example.label(), labels.size()));
      }
    }
  }

  /** How many examples there are. */
  public int size() {
    return examples.size();
  }

  /** How many examples each label has, by its index; unlabelled examples count nowhere. */
  public int[] labelCounts() {
    int[] counts = new int[labels.size()];
    for (Example example : examples) {
      if (example.isLabelled()) {
        counts[example.label()]++;
      }
    }
    return counts;
  }

  /** The same name and labels over other examples. */
  public Dataset withExamples(List<Example> others) {
    return new Dataset(name, others, labels);
  }

  /** The same examples and labels under another name. */
  public Dataset named(String other) {
    return new Dataset(other, examples, labels);
  }

  /**
   * The same examples with their labels counted in another label set, matched by name.
   *
   * @throws UnknownLabelException for the first example whose label {@code others} does not have
   */
  public Dataset relabelledTo(LabelSet others) throws UnknownLabelException {
    var relabelled = new ArrayList<Example>(examples.size());
    for (Example example : examples) {
      relabelled.add(example.isLabelled() ? relabelled(example, others) : example);
    }
    return new Dataset(name, relabelled, others);
  }

  private Example relabelled(Example example, LabelSet others) throws UnknownLabelException {
    String label = labels.name(example.label());
    OptionalInt index = others.index(label);
    if (index.isEmpty()) {
      throw new UnknownLabelException(name, example.line(), label, others);
    }
    return example.withLabel(index.getAsInt());
  }

  /**
   * This data set, if a classifier can learn from it: between 2 and 1,000 classes that have
   * examples.
   *
   * @throws DataFormatException if not, with the likely reason
   */
  public Dataset requireTrainable() throws DataFormatException {
    int[] counts = labelCounts();
    List<String> present =
        labels.names().stream().filter(n -> counts[labels.index(n).orElseThrow()] > 0).toList();
    if (present.isEmpty()) {
      throw new DataFormatException(
          name + " has no labelled example. Label some texts, or name the column of the labels.");
    }
    if (present.size() == 1) {
      throw new DataFormatException(
          ("Every example of %s has the label \"%s\": one class cannot be learned. Add examples of"
                  + " another class, or name another column of labels.")
              .formatted(name, present.get(0)));
    }
    if (present.size() > MOST_CLASSES) {
      throw new DataFormatException(
          ("%s has %,d distinct labels (such as \"%s\" and \"%s\"); at most %,d can be learned. The"
                  + " wrong column was probably chosen: name the column of the labels.")
              .formatted(name, present.size(), present.get(0), present.get(1), MOST_CLASSES));
    }
    return this;
  }
}
