package app.valence.data.reading;

import app.valence.data.DataFormatException;
import app.valence.jobs.JobContext;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the usable rows of a file or stream one by one in constant memory, so a source may be
 * larger than the memory or have no end.
 *
 * <p>Reading reports its progress in bytes and stops with a {@link
 * app.valence.jobs.JobCancelledException} when its job is cancelled. What goes wrong on the way
 * comes out of {@link #hasNext} as an {@link UncheckedIOException}.
 */
public final class TextRowReader implements AutoCloseable, Iterator<TextRow> {
  private final DecodedText text;
  private final Layout layout;
  private final RowSource rows;
  private final Consumer<RejectedRow> rejected;
  private @Nullable TextRow next;

  private TextRowReader(
      DecodedText text, Layout layout, RowSource rows, Consumer<RejectedRow> rejected) {
    this.text = text;
    this.layout = layout;
    this.rows = rows;
    this.rejected = rejected;
  }

  /**
   * Opens a file, which may be packed by gzip or xz, and reads as much of it as tells its encoding,
   * its format and its columns. Progress is counted in bytes of the file as it lies on the disk.
   *
   * @param rejected is handed every row that cannot be used, in the order of the file
   * @throws DataFormatException if the file as a whole cannot be used
   */
  @MustBeClosed
  public static TextRowReader open(
      Path file, ImportOptions options, Consumer<RejectedRow> rejected, JobContext context)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    if (!Files.exists(file) || Files.isDirectory(file)) {
      throw new DataFormatException(file + " is not a file. Check the path.");
    }
    InputStream in = FileBytes.open(file, "Reading " + name, context);
    try {
      DecodedText text = DecodedText.open(name, in, options.encoding());
      Layout layout = Layout.of(text, options);
      boolean quoted = !layout.isTabbed() || isQuoted(file, text, context);
      return new TextRowReader(text, layout, rows(text, layout, quoted, options), rejected);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Reads a stream that passes only once, such as the standard input, and closes it in the end.
   *
   * <p>Whether the fields of a tab-separated stream are quoted is decided by its first 256 KiB.
   *
   * @param name what messages call the stream; an ending such as {@code .csv} tells its format
   * @param rejected is handed every row that cannot be used, in their order
   * @throws DataFormatException if the stream as a whole cannot be used
   */
  @MustBeClosed
  public static TextRowReader open(
      InputStream stream,
      String name,
      ImportOptions options,
      Consumer<RejectedRow> rejected,
      JobContext context)
      throws IOException {
    var in = new MeteredStream(stream, "Reading " + name, -1, context);
    DecodedText text = DecodedText.open(name, in, options.encoding());
    Layout layout = Layout.of(text, options);
    boolean quoted =
        !layout.isTabbed() || TabQuoting.isQuoted(new StringReader(text.head()), text.complete());
    return new TextRowReader(text, layout, rows(text, layout, quoted, options), rejected);
  }

  /** Quotes far down in a file count as well, so a file is gone through once more, unless short. */
  private static boolean isQuoted(Path file, DecodedText text, JobContext context)
      throws IOException {
    if (text.complete()) {
      return TabQuoting.isQuoted(new StringReader(text.head()), true);
    }
    String stage = "Checking the quotes of " + text.file();
    InputStream in = FileBytes.open(file, stage, context);
    try (Reader all = DecodedText.open(text.file(), in, Optional.of(text.encoding())).reader()) {
      return TabQuoting.isQuoted(all, true);
    }
  }

  private static RowSource rows(
      DecodedText text, Layout layout, boolean quoted, ImportOptions options) throws IOException {
    return switch (layout.format()) {
      case CSV, TSV -> DelimitedRows.open(text, layout.delimiter().orElseThrow(), quoted, options);
      case JSON_LINES -> new JsonLines(text, options);
      case JSON -> new JsonArray(text, options);
      case PLAIN_TEXT -> new PlainLines(text, options);
    };
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null) {
        Row row = rows.next();
        if (row == null) {
          return false;
        } else if (row instanceof TextRow usable) {
          next = usable;
        } else if (row instanceof RejectedRow bad) {
          rejected.accept(bad);
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public TextRow next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("there are no more rows in " + text.file());
    }
    TextRow row = next;
    next = null;
    return row;
  }

  /** The format the rows are read in. */
  public FileFormat format() {
    return layout.format();
  }

  /** The character encoding the rows are read in. */
  public Charset encoding() {
    return text.encoding();
  }

  /** What separates the fields, if there are fields. */
  public Optional<Character> delimiter() {
    return layout.delimiter();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
