package app.valence.model;

import java.util.List;

/**
 * What loading a checkpoint did beyond copying: said to the user, since a drawn head must be
 * trained before it means anything.
 *
 * @param drawn names of parameters that the checkpoint lacks and that were drawn anew
 * @param unused names of tensors of other heads, which were left out
 */
public record LoadReport(List<String> drawn, List<String> unused) {
  /** One or two sentences, or an empty string when there is nothing to say. */
  public String describe() {
    var text = new StringBuilder();
    if (!drawn.isEmpty()) {
      text.append("The checkpoint has no fitting head, so it was drawn anew and must be trained: ")
          .append(String.join(", ", drawn))
          .append('.');
    }
    if (!unused.isEmpty()) {
      text.append(text.isEmpty() ? "" : " ")
          .append("Parts of another head were left out: ")
          .append(String.join(", ", unused))
          .append('.');
    }
    return text.toString();
  }
}
