package app.valence.adaptation;

import app.valence.adaptation.AdaptationRecord.Results;
import app.valence.runs.FailureWords;
import app.valence.runs.RunStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Keeps the record in a model's folder up to date. */
final class AdaptationLog {
  private final Path folder;
  private AdaptationRecord record;

  AdaptationLog(Path folder, AdaptationRecord begun) {
    this.folder = folder;
    this.record = begun;
  }

  void begin() throws IOException {
    AdaptationFile.write(folder, record);
  }

  /** What was measured before the first step, which cannot be measured again later. */
  void before(TokenScore score) {
    record = record.with(record.results().withBefore(score));
    try {
      AdaptationFile.write(folder, record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  AdaptedModel end(RunStatus how, Optional<String> why, Results results) throws IOException {
    record = record.with(results).ended(how, why, Instant.now());
    AdaptationFile.write(folder, record);
    return new AdaptedModel(folder, record);
  }

  /** Records an ending by an exception, which stays the one to be thrown. */
  void end(RunStatus how, Throwable because) {
    try {
      end(how, Optional.of(FailureWords.of(because)), record.results());
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  AdaptationRecord record() {
    return record;
  }
}
