package app.valence.model;

import java.util.List;

/**
 * What loading a checkpoint did beyond copying: said to the user, since a drawn head must be
 * trained before it means anything.
 *
 * @param drawn names of parameters that were drawn anew, because the checkpoint lacks them or its
 *     classes are others
 * @param unused names of tensors of other heads, which were left out
 * @param renamed the names that the checkpoint's unnamed classes took, in their order; empty if
 *     they kept theirs
 */
public record LoadReport(List<String> drawn, List<String> unused, List<String> renamed) {
  /** Copies the lists, so that a report never changes. */
  public LoadReport {
    drawn = List.copyOf(drawn);
    unused = List.copyOf(unused);
    renamed = List.copyOf(renamed);
  }

  /** A sentence for each thing to say, or an empty string. */
  public String describe() {
    var text = new StringBuilder();
    say(
        text,
        "The checkpoint has no fitting head, so these parts were drawn anew and must be trained: ",
        drawn);
    say(text, "Parts of another head were left out: ", unused);
    say(
        text,
        "The checkpoint does not name its classes; they are taken to be, in order: ",
        renamed);
    return text.toString();
  }

  private static void say(StringBuilder text, String start, List<String> names) {
    if (!names.isEmpty()) {
      text.append(text.isEmpty() ? "" : " ")
          .append(start)
          .append(String.join(", ", names))
          .append('.');
    }
  }
}
