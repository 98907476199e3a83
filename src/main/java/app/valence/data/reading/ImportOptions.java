package app.valence.data.reading;

import app.valence.data.LabelSet;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * What a user may say about a file; everything that is left open is found out from the file.
 *
 * @param textColumn the column or JSON field of the texts; by default {@code text}
 * @param labelColumn the column or JSON field of the labels; by default {@code label}, else {@code
 *     target}
 * @param encoding the character encoding; by default a byte-order mark's, UTF-16 by its looks, or
 *     strict UTF-8
 * @param delimiter what separates the fields of a CSV file; by default the one of {@code , ; | }
 *     and tab that fits the first rows
 * @param format the format; by default by the file's ending, else by its first characters. CSV with
 *     a tab as delimiter reads a tab-separated file whose quotes are certain to be RFC 4180's
 * @param labelUse whether a row needs a label
 * @param knownLabels the only labels a row may have, such as those of a model or of the training
 *     set; by default those that the file holds, as {@link LabelSet#sorted} orders them
 */
public record ImportOptions(
    Optional<String> textColumn,
    Optional<String> labelColumn,
    Optional<Charset> encoding,
    Optional<Character> delimiter,
    Optional<FileFormat> format,
    LabelUse labelUse,
    Optional<LabelSet> knownLabels) {
  /** Everything found out from the file, and every row needs a label. */
  public static final ImportOptions DEFAULTS =
      new ImportOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          LabelUse.REQUIRED,
          Optional.empty());

  /** Names the column of the texts. */
  public ImportOptions withTextColumn(String name) {
    return new ImportOptions(
        Optional.of(name), labelColumn, encoding, delimiter, format, labelUse, knownLabels);
  }

  /** Names the column of the labels. */
  public ImportOptions withLabelColumn(String name) {
    return new ImportOptions(
        textColumn, Optional.of(name), encoding, delimiter, format, labelUse, knownLabels);
  }

  /** Fixes the character encoding. */
  public ImportOptions withEncoding(Charset charset) {
    return new ImportOptions(
        textColumn, labelColumn, Optional.of(charset), delimiter, format, labelUse, knownLabels);
  }

  /** Fixes the delimiter. */
  public ImportOptions withDelimiter(char separator) {
    return new ImportOptions(
        textColumn, labelColumn, encoding, Optional.of(separator), format, labelUse, knownLabels);
  }

  /** Fixes the format. */
  public ImportOptions withFormat(FileFormat fixed) {
    return new ImportOptions(
        textColumn, labelColumn, encoding, delimiter, Optional.of(fixed), labelUse, knownLabels);
  }

  /** Accepts rows without labels. */
  public ImportOptions withOptionalLabels() {
    return new ImportOptions(
        textColumn, labelColumn, encoding, delimiter, format, LabelUse.OPTIONAL, knownLabels);
  }

  /** Accepts no other labels than these. */
  public ImportOptions withKnownLabels(LabelSet labels) {
    return new ImportOptions(
        textColumn, labelColumn, encoding, delimiter, format, labelUse, Optional.of(labels));
  }
}
