package app.valence.cli;

import app.valence.data.reading.ImportOptions;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What a user may say about data files; all else is found out from the file. */
final class DataOptions {
  @Option(
      names = "--text-column",
      paramLabel = "NAME",
      description = "Column or JSON field of the texts (default: text).")
  private Optional<String> textColumn = Optional.empty();

  @Option(
      names = "--label-column",
      paramLabel = "NAME",
      description = "Column or JSON field of the labels (default: label, else target).")
  private Optional<String> labelColumn = Optional.empty();

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "Character encoding, such as windows-1252 (default: found out, else UTF-8).",
      converter = EncodingConverter.class)
  private Optional<Charset> encoding = Optional.empty();

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      description = "What separates the fields of a table: one character, or \"tab\".")
  private Optional<String> delimiter = Optional.empty();

  /** Reads an encoding by its name. */
  static final class EncodingConverter implements ITypeConverter<Charset> {
    @Override
    public Charset convert(String value) {
      try {
        return Charset.forName(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "\""
                + value
                + "\" is no encoding known here. Say such as UTF-8, UTF-16, windows-1252,"
                + " ISO-8859-15, windows-1251, Shift_JIS, GB18030 or Big5.");
      }
    }
  }

  /** The options for reading labelled files. */
  ImportOptions importOptions() {
    ImportOptions options = ImportOptions.DEFAULTS;
    options = textColumn.map(options::withTextColumn).orElse(options);
    options = labelColumn.map(options::withLabelColumn).orElse(options);
    options = encoding.map(options::withEncoding).orElse(options);
    return delimiter.isPresent() ? withDelimiter(options, delimiter.get()) : options;
  }

  private static ImportOptions withDelimiter(ImportOptions options, String named) {
    boolean tab = named.toLowerCase(Locale.ROOT).equals("tab") || named.equals("\\t");
    if (!tab && named.length() != 1) {
      throw new UsageException(
          "--delimiter takes one character, or \"tab\", and not \"" + named + "\".");
    }
    try {
      return options.withDelimiter(tab ? '\t' : named.charAt(0));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--delimiter: " + e.getMessage() + ".");
    }
  }
}
