package app.valence.data.reading;

import java.io.IOException;
import java.io.Reader;

/**
 * Tells tab-separated files whose fields are in RFC 4180 quotes, as spreadsheets write them, from
 * those in which a quote is an ordinary character, as most corpora are. A file counts as quoted
 * only when both hold:
 *
 * <ul>
 *   <li>Every quote is where RFC 4180 allows one: a field that begins with a quote also ends with
 *       one, the quotes inside it are doubled, no other field has a quote, and no field spans both
 *       lines and columns (two stray quotes in different rows would look like that).
 *   <li>Quotes are needed somewhere: a quoted field holds a tab, a line break or a doubled quote,
 *       or every column name is quoted.
 * </ul>
 *
 * <p>In doubt the file is read unquoted, which keeps every character and every row.
 */
final class TabQuoting {
  private static final int BLOCK = 1 << 14;

  private TabQuoting() {}

  /**
   * Looks at all of {@code text}.
   *
   * @param complete whether the text ends where the file ends, so that an open quote counts against
   *     quoting
   */
  static boolean isQuoted(Reader text, boolean complete) throws IOException {
    var scan = new QuoteScan('\t');
    char[] block = new char[BLOCK];
    boolean quotedHeader = false;
    boolean first = true;
    for (int n = text.read(block); n >= 0; n = text.read(block)) {
      if (first) {
        String header = new String(block, 0, n).lines().findFirst().orElse("");
        if (header.indexOf('\t') < 0) {
          // With one column, stray quotes cannot be told from quoted line breaks.
          return false;
        }
        quotedHeader = isQuotedHeader(header);
        first = false;
      }
      scan.accept(block, 0, n);
      if (scan.hasMisplacedQuote() || scan.hasSpill()) {
        return false;
      }
    }
    return !(complete && scan.isOpen()) && (scan.hasNeededQuote() || quotedHeader);
  }

  private static boolean isQuotedHeader(String header) {
    for (String name : header.split("\t", -1)) {
      if (name.length() < 2 || !name.startsWith("\"") || !name.endsWith("\"")) {
        return false;
      }
    }
    return true;
  }
}
