package app.valence.ui.training;

import app.valence.jobs.Job;
import app.valence.runs.RecordedRun;
import app.valence.runs.RunRequest;
import app.valence.runs.RunWatch;
import app.valence.runs.StoredRun;

/** Gives the jobs that carry out runs. Nothing is read or written before a job runs. */
public interface RunStarter {
  /** A run from the start, in a folder of its own. */
  Job<RecordedRun.Finished> begin(RunRequest request, RunWatch watch);

  /** A run that goes on from its latest checkpoint. */
  Job<RecordedRun.Finished> resume(StoredRun run, RunWatch watch);
}
