package app.valence.ui.testing.generation;

import app.valence.jobs.JobContext;
import app.valence.jobs.Progress;
import app.valence.model.ModelFiles;
import app.valence.model.generation.GeneratedText;
import app.valence.model.generation.GenerativeModel;
import app.valence.model.generation.TextListener;
import app.valence.tensor.Precision;
import app.valence.tensor.SharedRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** Continues texts on the program's engine, with one model in memory at a time. */
public final class LiveGenerator implements Generator {
  private final SharedRuntime runtime;
  private @Nullable Open open;
  private boolean closed;

  /**
   * The model in memory.
   *
   * @param written when its weights were written, by which a model that was trained on is noticed
   */
  private record Open(Path folder, FileTime written, GenerativeModel model) {}

  /** A generator on {@code runtime}, which must be closed after this. */
  public LiveGenerator(SharedRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public synchronized GeneratorFacts load(Path folder) throws IOException {
    GenerativeModel model = opened(folder);
    return new GeneratorFacts(model.config(), model.parameters());
  }

  @Override
  public synchronized GeneratedText write(
      TextRequest request, TextListener listener, JobContext context) throws IOException {
    GenerativeModel model = opened(request.model().folder());
    int most = request.settings().maximumTokens();
    TextListener reporting =
        (part, speed) -> {
          listener.wrote(part, speed);
          context
              .progress()
              .accept(new Progress("Writing", speed.tokens(), most, "tokens", speed.total()));
        };
    return model.continueText(
        request.prompt(), request.settings(), reporting, context.cancellation());
  }

  @SuppressWarnings("MustBeClosedChecker") // This closes it when another one takes its place.
  private GenerativeModel opened(Path folder) throws IOException {
    if (closed) {
      throw new IllegalStateException("The models are closed.");
    }
    FileTime written = ModelFiles.lastWritten(folder);
    Open present = open;
    if (present != null && present.folder.equals(folder) && present.written.equals(written)) {
      return present.model;
    }
    // The former one goes first: two large models may not fit into memory.
    release();
    GenerativeModel model = GenerativeModel.load(folder, runtime.get(), Precision.FP32);
    open = new Open(folder, written, model);
    return model;
  }

  @Override
  public synchronized void release() {
    if (open != null) {
      open.model.close();
      open = null;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    release();
  }
}
