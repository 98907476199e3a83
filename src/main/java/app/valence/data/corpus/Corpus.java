package app.valence.data.corpus;

import app.valence.data.DataFormatException;
import app.valence.jobs.JobContext;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Consumer;

/**
 * Unlabelled texts in files, which may be larger than the memory.
 *
 * @param files the files in the order of reading; one that is listed twice counts twice
 */
public record Corpus(List<CorpusFile> files) {
  /** Refuses a corpus without files. */
  public Corpus {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("A corpus needs a file");
    }
  }

  /**
   * Begins to read from the first text on. Progress counts the bytes of all files as they lie on
   * the disk.
   *
   * @throws DataFormatException if a file is not there or the first cannot be used
   */
  @MustBeClosed
  public CorpusReader open(JobContext context) throws IOException {
    long bytes = 0;
    for (CorpusFile each : files) {
      if (!Files.exists(each.file()) || Files.isDirectory(each.file())) {
        throw new DataFormatException(each.file() + " is not a file. Check the path.");
      }
      bytes += Files.size(each.file());
    }
    return new CorpusReader(files, bytes, context);
  }

  /**
   * Hands over every text in order.
   *
   * @throws DataFormatException if a file or one of its rows cannot be used
   * @throws app.valence.jobs.JobCancelledException if the job is cancelled meanwhile
   */
  public void forEach(Consumer<String> action, JobContext context) throws IOException {
    try (CorpusReader texts = open(context)) {
      texts.forEach(action);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
