package app.valence.runs;

import app.valence.files.FileFailureText;
import java.io.IOException;
import java.nio.file.FileSystemException;
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
      end(how, Optional.of(words(because)), record.metrics());
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  private static String words(Throwable failure) {
    if (failure instanceof FileSystemException file) {
      return FileFailureText.of(file);
    } else if (failure instanceof OutOfMemoryError) {
      return "The memory is used up. Choose a smaller batch size or maximum length.";
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
