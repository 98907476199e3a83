package app.valence.prompting.retrieval;

import app.valence.jobs.JobContext;
import java.util.List;

/** Finds the examples whose texts are most like a text; closing it frees what it holds. */
public interface Retriever extends AutoCloseable {
  /**
   * The nearest examples of each text, the nearest first and of equals the one with the lower
   * number; fewer than {@code count} where no more are like it at all.
   */
  List<List<Neighbour>> nearest(List<String> texts, int count, JobContext context);

  @Override
  default void close() {}
}
