package app.valence.data.corpus;

import app.valence.data.reading.FileFormat;
import app.valence.data.reading.ImportOptions;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file of texts. Its name tells how it holds them: {@code .csv}, {@code .tsv}, {@code .tab},
 * {@code .jsonl}, {@code .ndjson} and {@code .json} in a column, anything else as one text a line.
 * Each may be packed by gzip or xz, and then has {@code .gz} or {@code .xz} after that.
 *
 * @param file where it is
 * @param column the column or JSON field of the texts, {@code text} by default; files of plain
 *     lines have none
 * @param encoding the character encoding; by default a byte-order mark's, else strict UTF-8
 */
public record CorpusFile(Path file, Optional<String> column, Optional<Charset> encoding) {
  private static final Pattern WITH_COLUMNS =
      Pattern.compile(".*\\.(csv|tsv|tab|jsonl|ndjson|json)(\\.gz|\\.xz)?");

  /** A file about which there is nothing more to say. */
  public static CorpusFile of(Path file) {
    return new CorpusFile(file, Optional.empty(), Optional.empty());
  }

  /** Names the column of the texts. */
  public CorpusFile withColumn(String name) {
    return new CorpusFile(file, Optional.of(name), encoding);
  }

  ImportOptions importOptions() {
    ImportOptions options = ImportOptions.DEFAULTS.withOptionalLabels();
    options = column.map(options::withTextColumn).orElse(options);
    options = encoding.map(options::withEncoding).orElse(options);
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return WITH_COLUMNS.matcher(name).matches()
        ? options
        : options.withFormat(FileFormat.PLAIN_TEXT);
  }
}
