package app.valence.ui.data;

import app.valence.data.DuplicateCheck;
import app.valence.data.SplitSummary;
import app.valence.ui.workbench.OpenData;
import java.util.List;
import java.util.Optional;

/**
 * Data that has been read and looked through.
 *
 * @param data what the other screens work with
 * @param rows the examples, numbered
 * @param summaries the numbers of each split
 * @param duplicates the texts that occur more than once
 * @param guessed the files that were taken for their names
 * @param leftOut the files that were taken for their names but do not fit, and why
 */
record LoadedData(
    OpenData data,
    ExampleRows rows,
    List<SplitSummary> summaries,
    DuplicateCheck.Report duplicates,
    List<String> guessed,
    Optional<LeftOut> leftOut) {
  /** Files that had been found by their names and do not fit to the training data. */
  record LeftOut(List<String> files, String reason) {}

  /** Keeps its own copies. */
  LoadedData {
    summaries = List.copyOf(summaries);
    guessed = List.copyOf(guessed);
  }
}
