package app.valence.ui.testing;

import app.valence.jobs.JobContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Puts texts to trained models. Asked by one job at a time; keeps the model it was asked last. */
public interface Scorer extends AutoCloseable {
  /**
   * What a model says.
   *
   * @param answer absent if the text was blank
   */
  record Reply(ModelFacts model, Optional<Answer> answer) {}

  /**
   * Gives {@code text} its probabilities by the classifier in {@code folder}, which is loaded if it
   * is another one than before or has changed; a blank text only loads it.
   *
   * @throws IOException if there is no usable classifier; the former one stays loaded
   */
  Reply ask(Path folder, String text, JobContext context) throws IOException;

  /** Frees the model; waits for the job that asks, if there is one. */
  @Override
  void close();
}
