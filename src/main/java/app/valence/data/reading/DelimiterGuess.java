package app.valence.data.reading;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Guesses what separates the fields of a table from its header and first rows: the candidate whose
 * header names the texts and whose rows have as many fields as the header.
 */
final class DelimiterGuess {
  private static final char[] CANDIDATES = {',', ';', '\t', '|'};
  private static final int ROWS = 50;

  private final DecodedText source;
  private final ColumnNames columns;

  DelimiterGuess(DecodedText source, ColumnNames columns) {
    this.source = source;
    this.columns = columns;
  }

  /** The delimiter that fits best; a comma where none gives two columns. */
  char best() {
    char best = CANDIDATES[0];
    double bestScore = 0;
    for (char candidate : CANDIDATES) {
      double score = score(firstRows(candidate));
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    return best;
  }

  /** The delimiter that makes a header which names the texts, if one does. */
  Optional<Character> withTextColumn() {
    char best = best();
    List<List<String>> rows = firstRows(best);
    return !rows.isEmpty() && columns.hasText(rows.get(0)) ? Optional.of(best) : Optional.empty();
  }

  private double score(List<List<String>> rows) {
    if (rows.isEmpty() || rows.get(0).size() < 2) {
      return 0;
    }
    int fields = rows.get(0).size();
    double even = rows.stream().filter(r -> r.size() == fields).count() / (double) rows.size();
    // More columns decide only between candidates that fit equally well.
    return even + (columns.hasText(rows.get(0)) ? 1 : 0) + 1e-6 * fields;
  }

  private List<List<String>> firstRows(char delimiter) {
    var rows = new ArrayList<List<String>>();
    try (var reader =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .allowExtraCharsAfterClosingQuote(true)
            .ofCsvRecord(source.head())) {
      var records = reader.iterator();
      while (rows.size() < ROWS && records.hasNext()) {
        CsvRecord record = records.next();
        if (records.hasNext() || source.complete() || rows.isEmpty()) {
          rows.add(record.getFields());
        }
      }
    } catch (CsvParseException e) {
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }
}
