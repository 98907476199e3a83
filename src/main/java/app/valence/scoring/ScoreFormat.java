package app.valence.scoring;

import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How scored texts are written. Every format is UTF-8 with line feeds. */
public enum ScoreFormat {
  /** A header and fields between tabs. */
  TSV,
  /** A header and fields between commas. */
  CSV,
  /** A JSON object a line. */
  JSONL;

  /**
   * The format that the ending of a file's name stands for: TSV where it has none, and nothing
   * where the ending is that of another kind of file.
   */
  public static Optional<ScoreFormat> ofFileName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int dot = lower.lastIndexOf('.');
    return switch (dot < 0 ? "" : lower.substring(dot + 1)) {
      case "", "tsv", "tab", "txt" -> Optional.of(TSV);
      case "csv" -> Optional.of(CSV);
      case "json", "jsonl", "ndjson" -> Optional.of(JSONL);
      default -> Optional.empty();
    };
  }

  /**
   * A writer to {@code out}, which is not closed.
   *
   * @param labels the names of the classes
   * @param withText whether the texts are written too
   */
  ScoreWriter writer(OutputStream out, List<String> labels, boolean withText) {
    return switch (this) {
      case TSV -> new TableScores(out, '\t', labels, withText);
      case CSV -> new TableScores(out, ',', labels, withText);
      case JSONL -> new JsonScores(out, labels, withText);
    };
  }
}
