package app.valence.ui.data;

import java.util.List;

/**
 * Something in the data that deserves a look.
 *
 * @param text what it is
 * @param row the example it is about, or -1
 * @param parts what it is made up of
 */
public record Finding(String text, int row, List<Finding> parts) {
  /** Keeps its own copy. */
  public Finding {
    parts = List.copyOf(parts);
  }

  static Finding of(String text, int row) {
    return new Finding(text, row, List.of());
  }

  static Finding group(String text, List<Finding> parts) {
    return new Finding(text, -1, parts);
  }
}
