package app.valence.scoring;

import app.valence.jobs.JobContext;
import app.valence.prompting.PromptedModel;
import java.util.List;

/** A decoder on this machine that was tuned to answer prompts. */
public record PromptBackend(PromptedModel model) implements ScoringBackend {
  @Override
  public List<String> labels() {
    return model.labels().names();
  }

  @Override
  public double[][] probabilities(List<String> texts, JobContext context) {
    return model.classifier().probabilities(texts, context);
  }

  @Override
  public void close() {
    model.close();
  }
}
