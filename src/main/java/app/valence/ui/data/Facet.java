package app.valence.ui.data;

import java.util.List;
import java.util.Optional;

/** What the table can be narrowed down to, with how many examples each has. */
public final class Facet {
  private Facet() {}

  /** One part of the data, or all of it. */
  public record Part(Optional<SplitKind> split, String title) {}

  /** One label, -1 for unlabelled examples, within the split that is shown. */
  public record Label(int label, String name, int count, String countText) {}

  /** All that can be chosen. */
  public record Choices(List<Part> parts, List<Label> labels) {
    static final Choices NONE = new Choices(List.of(), List.of());

    /** Keeps its own copies. */
    public Choices {
      parts = List.copyOf(parts);
      labels = List.copyOf(labels);
    }
  }
}
