package app.valence.training.loop;

import app.valence.evaluation.InvalidPredictionsException;
import app.valence.evaluation.ModelEvaluator;
import app.valence.evaluation.ModelEvaluator.Evaluation;
import app.valence.jobs.JobContext;
import app.valence.model.EncodedExamples;
import app.valence.model.ModelFiles;
import app.valence.model.SequenceClassifier;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.ShortMemory;
import app.valence.tensor.TensorScope;
import app.valence.training.EndReason;
import app.valence.training.LogRow;
import app.valence.training.RunPlan;
import app.valence.training.TrainingControl;
import app.valence.training.TrainingEvent;
import app.valence.training.TrainingSettings;
import app.valence.training.TrainingState;
import app.valence.training.optimizer.AdamW;
import app.valence.training.optimizer.ParameterGroups;
import app.valence.training.saving.DataFingerprint;
import app.valence.training.saving.RunCheckpoint;
import app.valence.training.saving.RunFolder;
import app.valence.training.saving.RunResults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Fine-tunes a classifier in a run folder, from the start or from a checkpoint. */
public final class FineTuning {
  /**
   * What a run needs.
   *
   * @param model is trained in place
   * @param tokenizer is saved beside the model
   * @param output the run's folder
   */
  public record Inputs(
      SequenceClassifier model,
      Tokenizer tokenizer,
      EncodedExamples train,
      Optional<EncodedExamples> validation,
      Path output) {
    /** Checks that the model can read the data: native code would not. */
    public Inputs {
      TrainingExamples.requireReadable(train, "training", model.config());
      validation.ifPresent(v -> TrainingExamples.requireReadable(v, "validation", model.config()));
    }
  }

  /**
   * How a run went.
   *
   * @param message why it ended, where it did not simply finish
   * @param summary {@code train_loss}, {@code train_runtime} …
   * @param evaluation of the model that was kept, if there is validation data and a model worth
   *     measuring
   * @param state at the end
   */
  public record Result(
      EndReason reason,
      Optional<String> message,
      LogRow summary,
      Optional<Evaluation> evaluation,
      TrainingState state) {}

  private final TensorScope scope;
  private final Inputs inputs;
  private final TrainingSettings settings;
  private final RunFolder folder;
  private final ParameterGroups parameters;
  private final TrainingExamples examples;
  private final RunPlan plan;
  private final RunCheckpoint.Contents contents;
  private TrainingState state = new TrainingState();
  private boolean resumed;

  /**
   * A run from the start; optimizer state belongs to {@code scope}.
   *
   * @throws IllegalArgumentException if the settings ask for more than the model has
   */
  public FineTuning(TensorScope scope, Inputs inputs, TrainingSettings settings) {
    this.scope = scope;
    this.inputs = inputs;
    this.settings = settings;
    settings.layers().requireFits(inputs.model().config().size().layers());
    this.folder = new RunFolder(inputs.output());
    this.parameters =
        new ParameterGroups(inputs.model(), settings.optimizer(), settings.layers().frozen());
    this.examples = new TrainingExamples(inputs.train(), settings, inputs.model().config());
    this.plan = examples.plan(settings.duration());
    this.contents =
        new RunCheckpoint.Contents(
            inputs.model(),
            inputs.tokenizer(),
            new AdamW(parameters, settings.optimizer(), scope),
            settings,
            plan,
            DataFingerprint.of(inputs.train(), inputs.validation()));
  }

  /**
   * Goes on from a checkpoint in the run's folder, whose parameters the model is given.
   *
   * @throws IOException if it is damaged, of another run, or in another folder
   */
  public FineTuning resumeFrom(Path checkpoint) throws IOException {
    folder.requireOwn(checkpoint);
    state = RunCheckpoint.restore(checkpoint, contents);
    resumed = true;
    return this;
  }

  /**
   * Trains on the calling thread, leaves the best model (or the last, without validation data) in
   * the run's folder, and returns how it went.
   *
   * @throws IOException if something could not be written, or if a run from the start finds
   *     checkpoints of another in its folder
   */
  public Result run(TrainingControl control) throws IOException {
    prepareFolderAndModel();
    long countedWeights = inputs.model().weightsPerToken();
    var meter =
        new RunMeter(state, plan, 6.0 * countedWeights, inputs.model().head(), System::nanoTime);
    control.events().accept(started());
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
    Optional<Evaluation> evaluation = measureKept();
    ModelFiles.save(inputs.model(), folder.path());
    inputs.tokenizer().save(folder.path());
    new RunResults(reason, message, summary, metricsOf(evaluation))
        .write(folder, settings, plan, state);
    control.events().accept(new TrainingEvent.Ended(state.step(), reason, message, summary));
    return new Result(reason, message, summary, evaluation, state);
  }

  private void prepareFolderAndModel() throws IOException {
    folder.clearLeftovers();
    if (!resumed) {
      folder.requireNoCheckpoints();
      ModelFiles.redrawTop(inputs.model(), settings.layers().reinitialised(), settings.seed());
    }
  }

  private TrainingEvent.Started started() {
    return new TrainingEvent.Started(
        state.step(), plan, inputs.model().parameters().count(), parameters.count());
  }

  private TrainingLoop.Work work() {
    int classes = inputs.model().config().labels().size();
    var objective = new Objective(settings.loss(), inputs.train().classCounts(classes));
    var parts = new TrainingStep.Parts(inputs.model(), parameters, contents.optimizer(), objective);
    return new TrainingLoop.Work(
        new TrainingStep(
            parts, settings.precision(), settings.layers().checkpointing(), scope),
        examples,
        inputs.validation().map(validation -> () -> measured(evaluate(validation))),
        this::save);
  }

  private Evaluation evaluate(EncodedExamples validation) {
    try {
      return new ModelEvaluator(inputs.model(), settings.precision())
          .evaluate(validation, scope, JobContext.detached());
    } catch (InvalidPredictionsException e) {
      throw NonFiniteLossException.inEvaluation(state.step(), e);
    }
  }

  private static TrainingLoop.Measured measured(Evaluation evaluation) {
    return new TrainingLoop.Measured(evaluation.metrics("eval"), Optional.of(evaluation.report()));
  }

  private TrainingEvent.CheckpointSaved save() throws IOException {
    return new TrainingEvent.CheckpointSaved(
        state.step(), RunCheckpoint.write(folder, contents, state));
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
      ModelFiles.restore(inputs.model(), folder.checkpoint(state.bestStep()));
    }
  }

  /** Gives a model that has diverged its last good parameters, and says which those are. */
  private String fallBack(TrainingControl control) throws IOException {
    Optional<Path> good =
        state.bestStep() > 0
            ? Optional.of(folder.checkpoint(state.bestStep()))
            : folder.lastGoodCheckpoint(state.step());
    if (good.isEmpty()) {
      control.events().accept(save());
      return " The parameters from before are kept, as there is no earlier checkpoint.";
    }
    ModelFiles.restore(inputs.model(), good.get());
    return " The model of " + good.get().getFileName() + " is kept.";
  }

  /** Empty without validation data, and for a model whose every checkpoint has diverged. */
  private Optional<Evaluation> measureKept() {
    try {
      return inputs.validation().map(this::evaluate);
    } catch (NonFiniteLossException e) {
      return Optional.empty();
    }
  }

  private static Map<String, Double> metricsOf(Optional<Evaluation> evaluation) {
    return evaluation.map(e -> e.metrics("eval")).orElse(Map.of());
  }
}
