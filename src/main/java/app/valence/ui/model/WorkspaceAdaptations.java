package app.valence.ui.model;

import app.valence.adaptation.AdaptationJob;
import app.valence.adaptation.AdaptationRequest;
import app.valence.adaptation.AdaptedModel;
import app.valence.adaptation.SplitTexts;
import app.valence.data.Dataset;
import app.valence.jobs.Job;
import app.valence.runs.RunWatch;
import app.valence.tensor.SharedRuntime;
import app.valence.workspace.Workspace;
import java.nio.file.Path;
import java.util.Optional;

/** Adapts models in the window's workspace, on the engine that all jobs share. */
public final class WorkspaceAdaptations implements AdaptationStarter {
  private final Workspace workspace;
  private final SharedRuntime runtime;

  /** Adaptations in {@code workspace}. */
  public WorkspaceAdaptations(Workspace workspace, SharedRuntime runtime) {
    this.workspace = workspace;
    this.runtime = runtime;
  }

  @Override
  public Job<AdaptationJob.Finished> begin(
      AdaptationRequest request, Optional<Dataset> split, RunWatch watch) {
    return context -> {
      Path folder = workspace.newModelFolder(request.name());
      AdaptationRequest whole =
          split.isPresent() ? SplitTexts.addTo(request, split.get(), folder) : request;
      return AdaptationJob.of(runtime::get, whole, folder, watch).run(context);
    };
  }

  @Override
  public Job<AdaptationJob.Finished> resume(AdaptedModel model, RunWatch watch) {
    return context -> AdaptationJob.resume(runtime::get, model, watch).run(context);
  }
}
