package app.valence.scoring;

import app.valence.jobs.JobContext;
import java.util.List;

/** What gives texts their probabilities; closing it frees what it holds. */
public interface ScoringBackend extends AutoCloseable {
  /** The names of the classes, in the order of the probabilities. */
  List<String> labels();

  /** A probability for each class of each text, {@code [texts][classes]}. */
  double[][] probabilities(List<String> texts, JobContext context);

  @Override
  default void close() {}
}
