package app.valence.ui.training;

import app.valence.jobs.Cancellation;
import app.valence.jobs.Job;
import app.valence.jobs.JobRunner;
import app.valence.jobs.Outcome;
import app.valence.jobs.Progress;
import app.valence.runs.RecordedRun;
import app.valence.runs.RunRequest;
import app.valence.runs.RunWatch;
import app.valence.runs.StoredRun;
import app.valence.training.TrainingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs in which nothing happens but what a test says. */
final class HeldRuns implements RunStarter, JobRunner {
  final List<RunRequest> requests = new ArrayList<>();
  final List<StoredRun> resumed = new ArrayList<>();
  final List<StoredRun> ended = new ArrayList<>();
  RunWatch watch;
  Cancellation cancellation;
  Consumer<Progress> progress;
  private Consumer<Outcome<RecordedRun.Finished>> outcome;

  @Override
  public Job<RecordedRun.Finished> begin(RunRequest request, RunWatch toldTo) {
    requests.add(request);
    watch = toldTo;
    return context -> {
      throw new AssertionError("held");
    };
  }

  @Override
  public List<StoredRun> ended() {
    return List.copyOf(ended);
  }

  @Override
  public Job<RecordedRun.Finished> resume(StoredRun run, RunWatch toldTo) {
    resumed.add(run);
    return begin(run.record().request(), toldTo);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> Cancellation start(
      String name, Job<T> job, Consumer<Progress> told, Consumer<Outcome<T>> ended) {
    cancellation = new Cancellation();
    if (name.startsWith("Training")) {
      progress = told;
      outcome = o -> ended.accept((Outcome<T>) o);
    } else {
      ended.accept(Outcome.of(job, new app.valence.jobs.JobContext(cancellation, told)));
    }
    return cancellation;
  }

  void happens(TrainingEvent event) {
    watch.events().accept(event);
  }

  void end(Outcome<RecordedRun.Finished> how) {
    outcome.accept(how);
  }
}
