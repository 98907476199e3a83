package app.valence.ui.model;

import app.valence.adaptation.AdaptationJob;
import app.valence.adaptation.AdaptationRequest;
import app.valence.adaptation.AdaptedModel;
import app.valence.data.Dataset;
import app.valence.jobs.Cancellation;
import app.valence.jobs.Job;
import app.valence.jobs.JobContext;
import app.valence.jobs.JobRunner;
import app.valence.jobs.Outcome;
import app.valence.jobs.Progress;
import app.valence.runs.RunWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Adaptations in which nothing happens but what a test says; other jobs are done at once. */
final class HeldAdaptations implements AdaptationStarter, JobRunner {
  final List<AdaptationRequest> requests = new ArrayList<>();
  final List<Optional<Dataset>> splits = new ArrayList<>();
  RunWatch watch;
  Cancellation cancellation;
  private Consumer<Outcome<AdaptationJob.Finished>> outcome;

  @Override
  public Job<AdaptationJob.Finished> begin(
      AdaptationRequest request, Optional<Dataset> split, RunWatch toldTo) {
    requests.add(request);
    splits.add(split);
    watch = toldTo;
    return context -> {
      throw new AssertionError("held");
    };
  }

  @Override
  public Job<AdaptationJob.Finished> resume(AdaptedModel model, RunWatch toldTo) {
    return begin(model.record().request(), Optional.empty(), toldTo);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> Cancellation start(
      String name, Job<T> job, Consumer<Progress> told, Consumer<Outcome<T>> ended) {
    var switched = new Cancellation();
    if (name.startsWith("Adapting") || name.startsWith("Training")) {
      cancellation = switched;
      outcome = o -> ended.accept((Outcome<T>) o);
    } else {
      ended.accept(Outcome.of(job, new JobContext(switched, told)));
    }
    return switched;
  }

  void end(Outcome<AdaptationJob.Finished> how) {
    outcome.accept(how);
  }
}
