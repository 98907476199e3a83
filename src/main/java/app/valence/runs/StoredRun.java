package app.valence.runs;

import app.valence.training.EndReason;
import app.valence.training.LogRow;
import app.valence.training.saving.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A run that was recorded in its folder. */
public record StoredRun(Path folder, RunRecord record) {
  /** The checkpoint it would go on from. */
  public Optional<Path> checkpoint() throws IOException {
    return new RunFolder(folder).latestCheckpoint();
  }

  /** Whether it did not come to its end and has a checkpoint to go on from. */
  public boolean isResumable() throws IOException {
    return record.status().isResumable() && checkpoint().isPresent();
  }

  /** What it came to, as far as its record and its log tell; reports by classes are not kept. */
  public RecordedRun.Finished finished(RunHistory log) {
    long steps = log.rows().isEmpty() ? 0 : log.rows().get(log.rows().size() - 1).step();
    double epoch = log.rows().isEmpty() ? 0 : log.rows().get(log.rows().size() - 1).epoch();
    return new RecordedRun.Finished(
        folder,
        record.status() == RunStatus.FINISHED ? EndReason.FINISHED : EndReason.CANCELLED,
        record.message(),
        new LogRow(steps, epoch, metrics("train_")),
        log.bestStep(),
        metrics("eval_"),
        Optional.empty(),
        Optional.empty());
  }

  private Map<String, Double> metrics(String start) {
    Map<String, Double> found = new TreeMap<>(record.metrics());
    found.keySet().removeIf(name -> !name.startsWith(start));
    return found;
  }
}
