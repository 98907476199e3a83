package app.valence.scoring;

import app.valence.data.reading.TextRow;
import app.valence.jobs.JobContext;
import app.valence.jobs.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Scores texts of any number in constant memory: a stretch of rows is read, scored and written
 * before the next one is read.
 */
public final class BatchScoring {
  /** Enough rows that those of like length fill a pass. */
  private static final int STRETCH_ROWS = 4_096;

  /** What a stretch may hold of very long texts. */
  private static final int STRETCH_CHARACTERS = 8 << 20;

  private final ScoringBackend backend;
  private final ScoreFormat format;
  private final boolean withText;

  /**
   * What was scored.
   *
   * @param rows how many texts
   * @param labelCounts how many of them were given each class
   */
  public record Summary(long rows, List<Long> labelCounts) {}

  /**
   * A scoring that writes in {@code format}.
   *
   * @param withText whether the texts are written too
   */
  public BatchScoring(ScoringBackend backend, ScoreFormat format, boolean withText) {
    this.backend = backend;
    this.format = format;
    this.withText = withText;
  }

  /**
   * Writes one row for each of {@code rows}, in their order.
   *
   * @param out is flushed after each stretch, and not closed
   * @throws app.valence.jobs.JobCancelledException if the job is cancelled meanwhile
   * @throws IOException if a row cannot be read or written
   */
  public Summary score(Iterator<TextRow> rows, OutputStream out, JobContext context)
      throws IOException {
    long started = System.nanoTime();
    long[] counts = new long[backend.labels().size()];
    long done = 0;
    try {
      ScoreWriter writer = format.writer(out, backend.labels(), withText);
      while (rows.hasNext()) {
        context.cancellation().throwIfRequested();
        List<TextRow> stretch = next(rows);
        write(stretch, writer, counts, context);
        done += stretch.size();
        report(done, started, context.progress());
      }
      writer.flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new Summary(done, Arrays.stream(counts).boxed().toList());
  }

  private static List<TextRow> next(Iterator<TextRow> rows) {
    List<TextRow> stretch = new ArrayList<>();
    int characters = 0;
    while (stretch.size() < STRETCH_ROWS && characters < STRETCH_CHARACTERS && rows.hasNext()) {
      TextRow row = rows.next();
      stretch.add(row);
      characters += row.text().length();
    }
    return stretch;
  }

  private void write(List<TextRow> stretch, ScoreWriter writer, long[] counts, JobContext context)
      throws IOException {
    // Passes are too short to be worth a progress line of their own.
    var quiet = new JobContext(context.cancellation(), progress -> {});
    double[][] probabilities =
        backend.probabilities(stretch.stream().map(TextRow::text).toList(), quiet);
    for (int i = 0; i < stretch.size(); i++) {
      TextRow row = stretch.get(i);
      int label = mostProbable(probabilities[i]);
      counts[label]++;
      writer.write(
          new ScoredText(row.line(), row.text(), backend.labels().get(label), probabilities[i]));
    }
    writer.flush();
  }

  private static int mostProbable(double[] probabilities) {
    int best = 0;
    for (int label = 1; label < probabilities.length; label++) {
      best = probabilities[label] > probabilities[best] ? label : best;
    }
    return best;
  }

  private static void report(long done, long started, Consumer<Progress> progress) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
    progress.accept(new Progress("Predicting", done, -1, "rows", elapsed));
  }
}
