package app.valence.data.reading;

import app.valence.data.DataFormatException;
import app.valence.jobs.JobCancelledException;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The rows of a table with a header: CSV with quotes, or TSV with or without them. */
final class DelimitedRows implements RowSource {
  // The decoder refuses NUL, so it never meets a field: quotes are then ordinary characters.
  private static final char NO_QUOTE = '\0';

  private final String file;
  private final RowCheck check;
  private final QuoteScan scan;
  private final CloseableIterator<CsvRecord> records;
  private final int columns;
  private final int textColumn;
  private final OptionalInt labelColumn;

  private DelimitedRows(
      String file,
      RowCheck check,
      QuoteScan scan,
      CloseableIterator<CsvRecord> records,
      ColumnNames names)
      throws IOException {
    this.file = file;
    this.check = check;
    this.scan = scan;
    this.records = records;
    List<String> header = header();
    this.columns = header.size();
    this.textColumn = names.text(header);
    this.labelColumn = names.label(header);
  }

  /** Reads the header of {@code text}; the rows follow. */
  static DelimitedRows open(DecodedText text, char delimiter, boolean quoted, ImportOptions options)
      throws IOException {
    var scan = new QuoteScan(delimiter);
    Reader reader = quoted ? new ScannedReader(text.file(), text.reader(), scan) : text.reader();
    var records =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .quoteCharacter(quoted ? '"' : NO_QUOTE)
            .skipEmptyLines(false)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .allowExtraCharsAfterClosingQuote(true)
            .detectBomHeader(false)
            .ofCsvRecord(reader)
            .iterator();
    return new DelimitedRows(
        text.file(),
        new RowCheck(options.labelUse()),
        scan,
        records,
        new ColumnNames(text.file(), "column", options));
  }

  @Override
  public @Nullable Row next() throws IOException {
    CsvRecord record = nextRecord();
    if (record == null) {
      return null;
    }
    long line = record.getStartingLineNumber();
    if (columns > 1 && isEmpty(record)) {
      return new RejectedRow(line, RejectedRow.EMPTY_LINE);
    }
    if (scan.takeStray(line)) {
      return new RejectedRow(
          line, "there is text after a closing quote; quotes inside a field must be doubled");
    }
    if (record.getFieldCount() != columns) {
      return new RejectedRow(
          line,
          "the row has %d %s, the header %d"
              .formatted(
                  record.getFieldCount(),
                  record.getFieldCount() == 1 ? "field" : "fields",
                  columns));
    }
    String label = labelColumn.isPresent() ? record.getField(labelColumn.getAsInt()) : null;
    return check.check(line, record.getField(textColumn), label);
  }

  @Override
  public void close() throws IOException {
    records.close();
  }

  private List<String> header() throws IOException {
    CsvRecord record = nextRecord();
    while (record != null && isEmpty(record)) {
      record = nextRecord();
    }
    if (record == null) {
      throw new DataFormatException(
          file + " is empty. Choose a file whose first line names its columns.");
    }
    return record.getFields();
  }

  private @Nullable CsvRecord nextRecord() throws IOException {
    try {
      return records.hasNext() ? records.next() : null;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CsvParseException e) {
      // The parser wraps whatever ends the reading, a cancelled job among it.
      if (e.getCause() instanceof JobCancelledException cancelled) {
        throw cancelled;
      }
      throw unreadable(e);
    }
  }

  private DataFormatException unreadable(CsvParseException e) {
    String opened =
        scan.isOpen() ? " The last quote was opened on line " + scan.openedLine() + "." : "";
    return new DataFormatException(
        "%s cannot be read as a table: %s.%s Check the quotes and the delimiter."
            .formatted(file, e.getMessage(), opened),
        e);
  }

  private static boolean isEmpty(CsvRecord record) {
    return record.getFieldCount() == 0
        || (record.getFieldCount() == 1 && record.getField(0).isEmpty());
  }
}
