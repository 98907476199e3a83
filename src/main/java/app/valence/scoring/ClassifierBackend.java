package app.valence.scoring;

import app.valence.evaluation.TextClassifier;
import app.valence.jobs.JobContext;
import java.util.List;

/** A trained classifier on this machine. */
public record ClassifierBackend(TextClassifier classifier) implements ScoringBackend {
  @Override
  public List<String> labels() {
    return classifier.labels().names();
  }

  @Override
  public double[][] probabilities(List<String> texts, JobContext context) {
    return classifier.probabilities(texts, context);
  }

  @Override
  public void close() {
    classifier.close();
  }
}
