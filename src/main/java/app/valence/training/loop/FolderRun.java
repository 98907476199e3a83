package app.valence.training.loop;

import app.valence.evaluation.InvalidPredictionsException;
import app.valence.model.Model;
import app.valence.model.ModelFiles;
import app.valence.tensor.ShortMemory;
import app.valence.tensor.TensorScope;
import app.valence.training.EndReason;
import app.valence.training.LogRow;
import app.valence.training.TrainingControl;
import app.valence.training.TrainingEvent;
import app.valence.training.TrainingSettings;
import app.valence.training.TrainingState;
import app.valence.training.optimizer.ParameterGroups;
import app.valence.training.saving.RunCheckpoint;
import app.valence.training.saving.RunFolder;
import app.valence.training.saving.RunResults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A run in its folder, from its first event to its results, whatever it is that is learned. */
public final class FolderRun {
  /**
   * What a run is made of.
   *
   * @param contents what its checkpoints hold: the model, which is trained in place, the optimizer
   *     and what another run must have alike to go on from them
   * @param parameters those that are trained
   * @param examples the parts of its steps
   * @param validation measures the model now and then, and at the end the one that is kept
   * @param measuresFirst whether a run from the start is measured before its first step too, which
   *     its events tell as an evaluation of step 0
   */
  public record Parts(
      RunFolder folder,
      RunCheckpoint.Contents contents,
      ParameterGroups parameters,
      TrainingLoop.StepSource examples,
      Objective objective,
      Optional<TrainingLoop.Validation> validation,
      boolean measuresFirst) {}

  /**
   * How a run went.
   *
   * @param message why it ended, where it did not simply finish
   * @param summary {@code train_loss}, {@code train_runtime} …
   * @param evaluation {@code eval_…} of the model that was kept; empty without validation data, and
   *     for a model whose every checkpoint has diverged
   * @param state at the end
   */
  public record Result(
      EndReason reason,
      Optional<String> message,
      LogRow summary,
      Map<String, Double> evaluation,
      TrainingState state) {}

  private final TensorScope scope;
  private final Parts parts;
  private final TrainingSettings settings;
  private final Model model;
  private TrainingState state = new TrainingState();
  private boolean resumed;

  /** A run from the start; what it keeps between steps belongs to {@code scope}. */
  public FolderRun(TensorScope scope, Parts parts) {
    this.scope = scope;
    this.parts = parts;
    this.settings = parts.contents().settings();
    this.model = parts.contents().model();
  }

  /**
   * Goes on from a checkpoint in the run's folder, whose parameters the model is given.
   *
   * @throws IOException if it is damaged, of another run, or in another folder
   */
  public void resumeFrom(Path checkpoint) throws IOException {
    parts.folder().requireOwn(checkpoint);
    state = RunCheckpoint.restore(checkpoint, parts.contents());
    resumed = true;
  }

  /** Whether it goes on from a checkpoint. */
  public boolean isResumed() {
    return resumed;
  }

  /**
   * Trains on the calling thread, leaves the best model (or the last, without validation data) in
   * the run's folder, and returns how it went.
   *
   * @throws IOException if something could not be written, or if a run from the start finds
   *     checkpoints of another in its folder
   */
  public Result run(TrainingControl control) throws IOException {
    parts.folder().clearLeftovers();
    if (!resumed) {
      parts.folder().requireNoCheckpoints();
    }
    Optional<TrainingLoop.Measured> before = measureFirst();
    double flopsPerToken = 6.0 * model.weightsPerToken();
    var meter =
        new RunMeter(state, parts.contents().plan(), flopsPerToken, model.head(), System::nanoTime);
    control.events().accept(started());
    before.ifPresent(
        found ->
            control
                .events()
                .accept(
                    new TrainingEvent.Evaluated(
                        new LogRow(0, 0, found.metrics()), found.report(), false)));
    EndReason reason;
    Optional<String> message;
    try (var memory = ShortMemory.where(settings.layers().checkpointing())) {
      reason = new TrainingLoop(work(), settings, meter, control).run(scope);
      message = messageOf(reason, control);
      restoreBest();
    } catch (NonFiniteLossException e) {
      reason = EndReason.DIVERGED;
      message = Optional.of(e.getMessage() + fallBack(control));
    }
    LogRow summary = meter.summary();
    Map<String, Double> evaluation = measureKept();
    ModelFiles.save(model, parts.folder().path());
    parts.contents().tokenizer().save(parts.folder().path());
    new RunResults(reason, message, summary, evaluation)
        .write(parts.folder(), settings, parts.contents().plan(), state);
    control.events().accept(new TrainingEvent.Ended(state.step(), reason, message, summary));
    return new Result(reason, message, summary, evaluation, state);
  }

  private Optional<TrainingLoop.Measured> measureFirst() {
    return parts.measuresFirst() && !resumed
        ? parts.validation().map(this::measured)
        : Optional.empty();
  }

  private TrainingEvent.Started started() {
    return new TrainingEvent.Started(
        state.step(),
        parts.contents().plan(),
        model.parameters().count(),
        parts.parameters().count());
  }

  private TrainingLoop.Work work() {
    var step =
        new TrainingStep.Parts(
            model, parts.parameters(), parts.contents().optimizer(), parts.objective());
    return new TrainingLoop.Work(
        new TrainingStep(step, settings.precision(), settings.layers().checkpointing(), scope),
        parts.examples(),
        parts.validation().map(validation -> () -> measured(validation)),
        this::save);
  }

  private TrainingLoop.Measured measured(TrainingLoop.Validation validation) {
    try {
      return validation.measure();
    } catch (InvalidPredictionsException e) {
      throw NonFiniteLossException.inEvaluation(state.step(), e);
    }
  }

  private TrainingEvent.CheckpointSaved save() throws IOException {
    return new TrainingEvent.CheckpointSaved(
        state.step(), RunCheckpoint.write(parts.folder(), parts.contents(), state));
  }

  private Optional<String> messageOf(EndReason reason, TrainingControl control) {
    return switch (reason) {
      case CANCELLED -> control.cancellation().reason();
      case STOPPED_EARLY ->
          Optional.of(
              "No better %s in %d evaluations since step %d."
                  .formatted(
                      settings.evaluation().bestBy().key(),
                      state.evaluationsWithoutGain(),
                      state.bestStep()));
      case FINISHED, DIVERGED -> Optional.empty();
    };
  }

  private void restoreBest() throws IOException {
    if (state.bestStep() > 0 && state.bestStep() != state.step()) {
      ModelFiles.restore(model, parts.folder().checkpoint(state.bestStep()));
    }
  }

  /** Gives a model that has diverged its last good parameters, and says which those are. */
  private String fallBack(TrainingControl control) throws IOException {
    Optional<Path> good =
        state.bestStep() > 0
            ? Optional.of(parts.folder().checkpoint(state.bestStep()))
            : parts.folder().lastGoodCheckpoint(state.step());
    if (good.isEmpty()) {
      control.events().accept(save());
      return " The parameters from before are kept, as there is no earlier checkpoint.";
    }
    ModelFiles.restore(model, good.get());
    return " The model of " + good.get().getFileName() + " is kept.";
  }

  private Map<String, Double> measureKept() {
    try {
      return parts.validation().map(v -> measured(v).metrics()).orElse(Map.of());
    } catch (NonFiniteLossException e) {
      return Map.of();
    }
  }
}
