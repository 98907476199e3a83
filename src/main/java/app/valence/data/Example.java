package app.valence.data;

/**
 * One text with its label.
 *
 * @param text the text as its file holds it
 * @param label the index of the label in the data set's {@link LabelSet}, or {@link #UNLABELLED}
 * @param line the line of its file on which the example begins, counted from 1
 */
public record Example(String text, int label, long line) {
  /** The label of a text that nobody has labelled yet. */
  public static final int UNLABELLED = -1;

  /** Refuses a label that no label set can hold. */
  public Example {
    if (label < UNLABELLED) {
      throw new IllegalArgumentException("a label is an index or UNLABELLED, not " + label);
    }
  }

  /** Whether somebody has given this text a label. */
  public boolean isLabelled() {
    return label != UNLABELLED;
  }

  /** The same text under another label. */
  public Example withLabel(int other) {
    return new Example(text, other, line);
  }
}
