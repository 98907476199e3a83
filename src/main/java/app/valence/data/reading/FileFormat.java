package app.valence.data.reading;

/** How a file holds its texts. */
public enum FileFormat {
  /** A header and records with quoted fields (RFC 4180). */
  CSV("CSV"),
  /** A header and one record a line between tabs; quotes as {@link TabQuoting} decides. */
  TSV("TSV"),
  /** One JSON object a line. */
  JSON_LINES("JSON Lines"),
  /** One JSON array of objects, at the top or as a field of the top object. */
  JSON("JSON"),
  /** One text a line, without labels. */
  PLAIN_TEXT("plain text");

  private final String title;

  FileFormat(String title) {
    this.title = title;
  }

  /** What a user calls the format. */
  public String title() {
    return title;
  }
}
