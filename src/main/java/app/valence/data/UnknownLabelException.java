package app.valence.data;

import java.util.List;
import java.util.stream.Collectors;

/** Says that a label is none of those that are known, and which ones are. */
public final class UnknownLabelException extends DataFormatException {
  private static final int SHOWN = 20;

  private final String label;
  private final long line;

  /** Describes {@code label} on {@code line} of {@code file}, where {@code known} was expected. */
  public UnknownLabelException(String file, long line, String label, LabelSet known) {
    super(
        ("%s, line %d: the label \"%s\" is not one of the known labels: %s. Correct the label, drop"
                + " the row, or train with data that has this label.")
            .formatted(file, line, label, list(known.names())));
    this.label = label;
    this.line = line;
  }

  /** The label that is not known. */
  public String label() {
    return label;
  }

  /** The line that has it, counted from 1. */
  public long line() {
    return line;
  }

  private static String list(List<String> names) {
    String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
  }
}
