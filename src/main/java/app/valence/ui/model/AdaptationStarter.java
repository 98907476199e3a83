package app.valence.ui.model;

import app.valence.adaptation.AdaptationJob;
import app.valence.adaptation.AdaptationRequest;
import app.valence.adaptation.AdaptedModel;
import app.valence.data.Dataset;
import app.valence.jobs.Job;
import app.valence.runs.RunWatch;
import java.util.Optional;

/** Gives the jobs that adapt models. Nothing is read or written before a job runs. */
public interface AdaptationStarter {
  /**
   * An adaptation from the start, in a folder of its own.
   *
   * @param split texts to learn from besides the files of the request
   */
  Job<AdaptationJob.Finished> begin(
      AdaptationRequest request, Optional<Dataset> split, RunWatch watch);

  /** An adaptation that goes on from its latest checkpoint. */
  Job<AdaptationJob.Finished> resume(AdaptedModel model, RunWatch watch);
}
