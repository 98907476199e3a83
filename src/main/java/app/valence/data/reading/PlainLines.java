package app.valence.data.reading;

import app.valence.data.DataFormatException;
import app.valence.data.ImportOption;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The lines of a plain text file, each of them a text without a label. */
final class PlainLines implements RowSource {
  private final LineReader lines;
  private final RowCheck check;

  PlainLines(DecodedText text, ImportOptions options) throws DataFormatException {
    if (options.labelUse() == LabelUse.REQUIRED) {
      throw new DataFormatException(
          ("%s is plain text, one text a line, and has no labels. Choose a file with a column"
                  + " of labels, or give the delimiter of its columns.")
              .formatted(text.file()),
          ImportOption.DELIMITER);
    }
    this.lines = new LineReader(text.reader(), RowCheck.LONGEST_CELL + 1);
    this.check = new RowCheck(options.labelUse());
  }

  @Override
  public @Nullable Row next() throws IOException {
    String line = lines.next();
    return line == null ? null : check.check(lines.number(), line, null);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
