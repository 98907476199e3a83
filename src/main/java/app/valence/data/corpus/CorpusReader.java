package app.valence.data.corpus;

import app.valence.data.DataFormatException;
import app.valence.data.reading.RejectedRow;
import app.valence.data.reading.TextRowReader;
import app.valence.jobs.JobContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a {@link Corpus} in one pass, one file open at a time. Blank rows are left out; any
 * other row that cannot be used ends the reading.
 *
 * <p>Like a {@link java.nio.file.DirectoryStream} it can be iterated once. What goes wrong on the
 * way comes out of the iterator as an {@link UncheckedIOException} around what {@link
 * Corpus#forEach} throws.
 */
public final class CorpusReader implements Iterable<String>, AutoCloseable {
  private final Iterator<CorpusFile> files;
  private final CorpusProgress progress;
  private final JobContext context;
  private @Nullable TextRowReader rows;
  private long bytesOfOpenFile;
  private boolean iterated;

  CorpusReader(List<CorpusFile> files, long bytes, JobContext context) {
    this.files = files.iterator();
    this.progress = new CorpusProgress(files.size(), bytes, context.progress());
    this.context = new JobContext(context.cancellation(), progress);
  }

  /**
   * The texts.
   *
   * @throws IllegalStateException if they were asked for before
   */
  @Override
  public Iterator<String> iterator() {
    if (iterated) {
      throw new IllegalStateException("A corpus reader can be iterated once");
    }
    iterated = true;
    return new Texts();
  }

  /** The reader of the file that has the next text; null after the last text. */
  private @Nullable TextRowReader advance() throws IOException {
    TextRowReader current = rows;
    while (current == null || !current.hasNext()) {
      close();
      progress.finished(bytesOfOpenFile);
      bytesOfOpenFile = 0;
      if (!files.hasNext()) {
        return null;
      }
      current = open(files.next());
      rows = current;
    }
    return current;
  }

  @SuppressWarnings("MustBeClosedChecker") // This reader keeps it and closes it.
  private TextRowReader open(CorpusFile next) throws IOException {
    bytesOfOpenFile = Files.size(next.file());
    String name = String.valueOf(next.file().getFileName());
    return TextRowReader.open(
        next.file(), next.importOptions(), row -> requireBlank(name, row), context);
  }

  private static void requireBlank(String file, RejectedRow row) {
    if (!row.isBlank()) {
      throw new UncheckedIOException(
          new DataFormatException(
              "%s, line %d: %s. Correct the line, or take it out."
                  .formatted(file, row.line(), row.reason())));
    }
  }

  @Override
  public void close() throws IOException {
    TextRowReader open = rows;
    rows = null;
    if (open != null) {
      open.close();
    }
  }

  private final class Texts implements Iterator<String> {
    @Override
    public boolean hasNext() {
      return reader() != null;
    }

    @Override
    public String next() {
      TextRowReader reader = reader();
      if (reader == null) {
        throw new NoSuchElementException("there are no more texts");
      }
      return reader.next().text();
    }

    private @Nullable TextRowReader reader() {
      try {
        return advance();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
