package app.valence.data.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of a file with one JSON object a line; a line that is not valid JSON is rejected. */
final class JsonLines implements RowSource {
  // Room for the longest text with every character escaped, and for the other fields.
  private static final int LONGEST_LINE = 8 * RowCheck.LONGEST_CELL;

  private final LineReader lines;
  private final JsonObjects objects;

  JsonLines(DecodedText text, ImportOptions options) {
    this.lines = new LineReader(text.reader(), LONGEST_LINE);
    this.objects = new JsonObjects(text.file(), options);
  }

  @Override
  public @Nullable Row next() throws IOException {
    String line = lines.next();
    while (line != null && line.isBlank()) {
      line = lines.next();
    }
    return line == null ? null : row(line);
  }

  private Row row(String line) throws IOException {
    if (lines.isTooLong()) {
      return new RejectedRow(
          lines.number(), "the line is longer than %,d characters".formatted(LONGEST_LINE));
    }
    try {
      return objects.row(lines.number(), JsonObjects.WHOLE.readTree(line));
    } catch (JsonProcessingException e) {
      return new RejectedRow(lines.number(), "not valid JSON: " + e.getOriginalMessage());
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
