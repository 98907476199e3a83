package app.valence.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Keeps the record in a run's folder up to date. */
final class RunLog {
  private final Path folder;
  private RunRecord record;

  RunLog(Path folder, RunRecord begun) {
    this.folder = folder;
    this.record = begun;
  }

  void begin() throws IOException {
    RunRecordFile.write(folder, record);
  }

  void describe(DataDescription data) throws IOException {
    record = record.withData(data);
    RunRecordFile.write(folder, record);
  }

  void end(RunStatus how, Optional<String> why, Map<String, Double> metrics) throws IOException {
    record = record.withMetrics(metrics).ended(how, why, Instant.now());
    RunRecordFile.write(folder, record);
  }

  /** Records an ending by an exception, which stays the one to be thrown. */
  void end(RunStatus how, Throwable because) {
    try {
      end(how, Optional.of(FailureWords.of(because)), record.metrics());
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }
}
