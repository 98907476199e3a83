package app.valence.ui.training;

import app.valence.jobs.Job;
import app.valence.runs.RecordedRun;
import app.valence.runs.RunRequest;
import app.valence.runs.RunWatch;
import app.valence.runs.StoredRun;
import java.io.IOException;
import java.util.List;

/** Gives the jobs that carry out runs. Nothing is read or written before a job runs. */
public interface RunStarter {
  /** A run from the start, in a folder of its own. */
  Job<RecordedRun.Finished> begin(RunRequest request, RunWatch watch);

  /** The runs that ended with a model, newest first. */
  List<StoredRun> ended() throws IOException;

  /** A run that goes on from its latest checkpoint. */
  Job<RecordedRun.Finished> resume(StoredRun run, RunWatch watch);
}
