package app.valence.ui.testing.generation;

import app.valence.jobs.JobContext;
import app.valence.model.generation.GeneratedText;
import app.valence.model.generation.TextListener;
import java.io.IOException;
import java.nio.file.Path;

/** Lets language models continue texts; keeps the one that was used last. Safe for many threads. */
public interface Generator extends AutoCloseable {
  /**
   * Loads the language model in {@code folder}, unless it is the one in memory.
   *
   * @throws IOException if there is no usable one; then none is in memory
   */
  GeneratorFacts load(Path folder) throws IOException;

  /**
   * Continues a text, by the model that was asked for, which is loaded if need be. A stop that is
   * asked for ends the text where it is.
   *
   * @param listener hears the text on the calling thread as it is written
   * @throws IOException if the model cannot be used or the prompt cannot be read
   */
  GeneratedText write(TextRequest request, TextListener listener, JobContext context)
      throws IOException;

  /** Frees the model's memory; waits for a text that is being written. */
  void release();

  /** Frees the model for good; waits for a text that is being written. */
  @Override
  void close();
}
