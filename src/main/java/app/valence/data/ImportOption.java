package app.valence.data;

/** What a user may say about a file, as the remedy of a {@link DataFormatException}. */
public enum ImportOption {
  /** The column or JSON field of the texts. */
  TEXT_COLUMN,
  /** The column or JSON field of the labels. */
  LABEL_COLUMN,
  /** The character encoding. */
  ENCODING,
  /** What separates the fields of a table. */
  DELIMITER
}
