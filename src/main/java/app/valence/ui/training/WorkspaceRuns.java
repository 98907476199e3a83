package app.valence.ui.training;

import app.valence.jobs.Job;
import app.valence.runs.RecordedRun;
import app.valence.runs.RunRequest;
import app.valence.runs.RunStore;
import app.valence.runs.RunWatch;
import app.valence.runs.StoredRun;
import app.valence.tensor.SharedRuntime;
import app.valence.workspace.Workspace;
import java.io.IOException;
import java.util.List;

/** Carries out runs in the window's workspace, on the engine that all jobs share. */
public final class WorkspaceRuns implements RunStarter {
  private final Workspace workspace;
  private final SharedRuntime runtime;

  /** Runs in {@code workspace}. */
  public WorkspaceRuns(Workspace workspace, SharedRuntime runtime) {
    this.workspace = workspace;
    this.runtime = runtime;
  }

  @Override
  public Job<RecordedRun.Finished> begin(RunRequest request, RunWatch watch) {
    return context ->
        RecordedRun.of(runtime::get, request, workspace.newRunFolder(request.name()), watch)
            .run(context);
  }

  @Override
  public List<StoredRun> ended() throws IOException {
    return new RunStore(workspace.runs()).models();
  }

  @Override
  public Job<RecordedRun.Finished> resume(StoredRun run, RunWatch watch) {
    return context -> RecordedRun.resume(runtime::get, run, watch).run(context);
  }
}
