package app.valence.ui.testing;

import app.valence.jobs.JobContext;
import app.valence.model.ModelFiles;
import app.valence.runs.RunRecordException;
import app.valence.runs.RunStore;
import app.valence.tensor.SharedRuntime;
import app.valence.training.setup.MaximumLength;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Scores texts with the program's engine, with one model in memory at a time. */
public final class LiveClassifier implements Scorer {
  private static final double NANOS_PER_MILLI = 1e6;

  private final SharedRuntime runtime;
  private @Nullable Open open;
  private boolean closed;

  /**
   * The model in memory.
   *
   * @param written when its weights were written, by which a run that went on is noticed
   */
  private record Open(
      Path folder, FileTime written, LoadedClassifier classifier, ModelFacts facts) {}

  /** A scorer on {@code runtime}, which must be closed after this. */
  public LiveClassifier(SharedRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public synchronized Reply ask(Path folder, String text, JobContext context) throws IOException {
    Open model = opened(folder);
    if (text.isBlank()) {
      return new Reply(model.facts, Optional.empty());
    }
    long started = System.nanoTime();
    double[] row = model.classifier.probabilities(text, context);
    int tokens = model.classifier.tokens(text);
    double milliseconds = (System.nanoTime() - started) / NANOS_PER_MILLI;
    List<Double> probabilities = Arrays.stream(row).boxed().toList();
    return new Reply(
        model.facts, Optional.of(new Answer(text, probabilities, tokens, milliseconds)));
  }

  private Open opened(Path folder) throws IOException {
    if (closed) {
      throw new IllegalStateException("The models are closed.");
    }
    FileTime written = ModelFiles.lastWritten(folder);
    Open former = open;
    if (former != null && former.folder.equals(folder) && former.written.equals(written)) {
      return former;
    }
    // The former one is let go only now that the new one is there: a failure keeps it.
    Open loaded = load(folder, written);
    open = loaded;
    if (former != null) {
      former.classifier.close();
    }
    return loaded;
  }

  private Open load(Path folder, FileTime written) throws IOException {
    LoadedClassifier classifier = LoadedClassifier.load(folder, runtime.get(), length(folder));
    return new Open(folder, written, classifier, classifier.facts());
  }

  /** As long as texts were in training, where that is known; else what the model can take. */
  private static int length(Path folder) throws IOException {
    try {
      return RunStore.find(folder)
          .map(run -> run.record().request().text().maximumLength().orElse(MaximumLength.USUAL))
          .orElse(0);
    } catch (RunRecordException e) {
      // The record is another version's or damaged; the model beside it may well be sound.
      return 0;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (open != null) {
      open.classifier.close();
      open = null;
    }
  }
}
