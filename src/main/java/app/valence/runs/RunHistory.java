package app.valence.runs;

import app.valence.training.LogRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The log of a run as it is on the disk, for curves that are drawn again.
 *
 * @param rows training, evaluation and closing rows in order, with Hugging Face's names
 * @param totalSteps optimizer steps that the run was planned to take; 0 if nothing is known yet
 * @param bestStep the step of the best evaluation, or 0 if there is none
 */
public record RunHistory(List<LogRow> rows, long totalSteps, long bestStep) {
  /** Nothing yet. */
  public static final RunHistory EMPTY = new RunHistory(List.of(), 0, 0);

  /** Keeps its own copy. */
  public RunHistory {
    rows = List.copyOf(rows);
  }

  /**
   * Reads how far the run in {@code folder} came, by its latest checkpoint or its results.
   *
   * @throws RunRecordException if the log is damaged
   */
  public static RunHistory read(Path folder) throws IOException {
    return TrainerStates.latest(folder);
  }
}
