package app.valence.data.reading;

import java.util.Locale;
import java.util.Optional;

/**
 * How a text is laid out: its format and, for tables, what separates the fields.
 *
 * @param format the format
 * @param delimiter the delimiter of a table
 */
record Layout(FileFormat format, Optional<Character> delimiter) {
  /** Whether quotes may be ordinary characters, as is usual between tabs. */
  boolean isTabbed() {
    return format == FileFormat.TSV;
  }

  /** What the user chose; else by the ending of the file's name; else by its first characters. */
  static Layout of(DecodedText source, ImportOptions options) {
    FileFormat format = options.format().or(() -> byEnding(source, options)).orElse(null);
    if (format == null) {
      return sniffed(source, options);
    }
    return switch (format) {
      case CSV ->
          table(options.delimiter().orElseGet(() -> guess(source, options).best()), options);
      case TSV -> table(options.delimiter().orElse('\t'), options);
      case JSON, JSON_LINES, PLAIN_TEXT -> new Layout(format, Optional.empty());
    };
  }

  private static Optional<FileFormat> byEnding(DecodedText source, ImportOptions options) {
    String name = Packing.withoutEnding(source.file()).toLowerCase(Locale.ROOT);
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "csv" -> Optional.of(FileFormat.CSV);
      case "tsv", "tab" -> Optional.of(FileFormat.TSV);
      case "jsonl", "ndjson" -> Optional.of(FileFormat.JSON_LINES);
      case "json" -> Optional.of(JsonSniff.format(source));
      case "txt" ->
          Optional.of(options.delimiter().isPresent() ? FileFormat.CSV : FileFormat.PLAIN_TEXT);
      default -> Optional.empty();
    };
  }

  private static Layout sniffed(DecodedText source, ImportOptions options) {
    if (JsonSniff.looksLikeJson(source.head())) {
      return new Layout(JsonSniff.format(source), Optional.empty());
    }
    return options
        .delimiter()
        .or(() -> guess(source, options).withTextColumn())
        .map(d -> table(d, options))
        .orElse(new Layout(FileFormat.PLAIN_TEXT, Optional.empty()));
  }

  /** A table between tabs is TSV unless the user insists on CSV; any other is CSV. */
  private static Layout table(char delimiter, ImportOptions options) {
    boolean insists = options.format().equals(Optional.of(FileFormat.CSV));
    FileFormat format = delimiter == '\t' && !insists ? FileFormat.TSV : FileFormat.CSV;
    return new Layout(format, Optional.of(delimiter));
  }

  private static DelimiterGuess guess(DecodedText source, ImportOptions options) {
    return new DelimiterGuess(source, new ColumnNames(source.file(), "column", options));
  }
}
