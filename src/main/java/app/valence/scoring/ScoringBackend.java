package app.valence.scoring;

import app.valence.jobs.JobContext;
import java.util.List;

/** What gives texts their probabilities. */
public interface ScoringBackend {
  /** The names of the classes, in the order of the probabilities. */
  List<String> labels();

  /** A probability for each class of each text, {@code [texts][classes]}. */
  double[][] probabilities(List<String> texts, JobContext context);
}
