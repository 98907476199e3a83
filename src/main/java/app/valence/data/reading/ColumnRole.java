package app.valence.data.reading;

import app.valence.data.ImportOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a column may hold.
 *
 * @param title what messages call it
 * @param option what names the column where it has another name
 * @param names the names such a column has here, the first that is found counts
 * @param hints what its name often holds elsewhere, for a suggestion
 */
record ColumnRole(String title, ImportOption option, List<String> names, List<String> hints) {
  static final ColumnRole TEXT =
      new ColumnRole(
          "text",
          ImportOption.TEXT_COLUMN,
          List.of("text"),
          List.of(
              "text",
              "sentence",
              "review",
              "tweet",
              "content",
              "comment",
              "message",
              "body",
              "headline",
              "sent"));
  static final ColumnRole LABEL =
      new ColumnRole(
          "label",
          ImportOption.LABEL_COLUMN,
          List.of("label", "target"),
          List.of(
              "label",
              "sentiment",
              "class",
              "category",
              "polarity",
              "emotion",
              "rating",
              "stars",
              "score",
              "target"));

  /** The name that is most likely meant; texts are not in a column that sounds like labels. */
  Optional<String> suggestion(List<String> existing) {
    return hints.stream()
        .flatMap(hint -> existing.stream().filter(n -> holds(n, hint)))
        .filter(n -> equals(LABEL) || LABEL.hints.stream().noneMatch(hint -> holds(n, hint)))
        .findFirst();
  }

  private static boolean holds(String name, String hint) {
    return name.toLowerCase(Locale.ROOT).contains(hint);
  }
}
