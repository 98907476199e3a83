package app.valence.data.reading;

import app.valence.data.DataFormatException;
import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.data.LabelSet;
import app.valence.data.UnknownLabelException;
import app.valence.jobs.JobContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a whole file of texts into a {@link Dataset}. */
public final class DatasetReader {
  private final String file;
  private final Optional<LabelSet> known;
  private final List<Example> examples = new ArrayList<>();
  private final List<RejectedRow> rejected = new ArrayList<>();

  /** Labels by their first appearance, until all of them are known and can be put in order. */
  private final Map<String, Integer> seen = new HashMap<>();

  private DatasetReader(String file, Optional<LabelSet> known) {
    this.file = file;
    this.known = known;
  }

  /**
   * Reads {@code file} in one pass.
   *
   * @throws UnknownLabelException if the options name the known labels and a row has another one
   * @throws DataFormatException if the file cannot be used or none of its rows can
   * @throws app.valence.jobs.JobCancelledException if the job is cancelled meanwhile
   */
  public static ImportedData read(Path file, ImportOptions options, JobContext context)
      throws IOException {
    var reading = new DatasetReader(String.valueOf(file.getFileName()), options.knownLabels());
    try (var rows = TextRowReader.open(file, options, reading.rejected::add, context)) {
      while (rows.hasNext()) {
        reading.add(rows.next());
      }
      return new ImportedData(
          reading.dataset(), reading.rejected, rows.format(), rows.encoding(), rows.delimiter());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void add(TextRow row) throws UnknownLabelException {
    int label = row.label().isPresent() ? index(row.label().get(), row.line()) : Example.UNLABELLED;
    examples.add(new Example(row.text(), label, row.line()));
  }

  private int index(String label, long line) throws UnknownLabelException {
    if (known.isEmpty()) {
      return seen.computeIfAbsent(label, l -> seen.size());
    }
    OptionalInt index = known.get().index(label);
    if (index.isEmpty()) {
      throw new UnknownLabelException(file, line, label, known.get());
    }
    return index.getAsInt();
  }

  private Dataset dataset() throws DataFormatException {
    if (examples.isEmpty()) {
      throw new DataFormatException(whyEmpty());
    }
    if (known.isPresent()) {
      return new Dataset(file, examples, known.get());
    }
    LabelSet labels = LabelSet.sorted(seen.keySet());
    int[] ordered = new int[seen.size()];
    seen.forEach((label, first) -> ordered[first] = labels.index(label).orElseThrow());
    examples.replaceAll(e -> e.isLabelled() ? e.withLabel(ordered[e.label()]) : e);
    return new Dataset(file, examples, labels);
  }

  private String whyEmpty() {
    if (rejected.isEmpty()) {
      return file + " has no rows. Choose a file with texts.";
    }
    RejectedRow first = rejected.get(0);
    return "%s has no usable row among %,d; the first is on line %d: %s. Correct the file, or name other columns."
        .formatted(file, rejected.size(), first.line(), first.reason());
  }
}
