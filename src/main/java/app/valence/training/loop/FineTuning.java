package app.valence.training.loop;

import app.valence.evaluation.ModelEvaluator;
import app.valence.evaluation.ModelEvaluator.Evaluation;
import app.valence.jobs.JobContext;
import app.valence.model.EncodedExamples;
import app.valence.model.ModelFiles;
import app.valence.model.SequenceClassifier;
import app.valence.model.tokenizer.Tokenizer;
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
import app.valence.training.saving.RunCheckpoint;
import app.valence.training.saving.RunFolder;
import app.valence.training.saving.RunResults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
      Path output) {}

  /**
   * How a run went.
   *
   * @param message why it ended, where it did not simply finish
   * @param summary {@code train_loss}, {@code train_runtime} …
   * @param evaluation of the model that was kept, if there is validation data
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
  private final AdamW optimizer;
  private TrainingState state = new TrainingState();

  /** A run from the start; optimizer state belongs to {@code scope}. */
  public FineTuning(TensorScope scope, Inputs inputs, TrainingSettings settings) {
    this.scope = scope;
    this.inputs = inputs;
    this.settings = settings;
    this.folder = new RunFolder(inputs.output());
    this.parameters =
        new ParameterGroups(inputs.model(), settings.optimizer(), settings.layers().frozen());
    this.optimizer = new AdamW(parameters, settings.optimizer(), scope);
  }

  /**
   * Goes on from a checkpoint of the same run; the model must have been loaded from it.
   *
   * @throws IOException if it is damaged or of another run
   */
  public FineTuning resumeFrom(Path checkpoint) throws IOException {
    state = RunCheckpoint.restore(checkpoint, contents());
    return this;
  }

  /**
   * Trains on the calling thread, leaves the best model (or the last, without validation data) in
   * the run's folder, and returns how it went.
   *
   * @throws IOException if something could not be written
   */
  public Result run(TrainingControl control) throws IOException {
    var examples =
        new TrainingExamples(inputs.train(), settings, inputs.model().config().paddingId());
    RunPlan plan = examples.plan(settings.duration());
    long countedWeights = inputs.model().parameters().countWithoutEmbeddings();
    var meter = new RunMeter(state, plan, 6.0 * countedWeights);
    control.events().accept(started(plan));
    if (state.step == 0) {
      ModelFiles.redrawTop(inputs.model(), settings.layers().reinitialised(), settings.seed());
    }
    EndReason reason;
    Optional<String> message = Optional.empty();
    try {
      reason = new TrainingLoop(work(examples), settings, meter, control).run(scope);
      message = messageOf(reason, control);
    } catch (NonFiniteLossException e) {
      reason = EndReason.DIVERGED;
      message = Optional.of(String.valueOf(e.getMessage()));
      control.events().accept(save());
    }
    return finish(reason, message, meter, control);
  }

  private TrainingEvent.Started started(RunPlan plan) {
    return new TrainingEvent.Started(
        state.step, plan, inputs.model().parameters().count(), parameters.count());
  }

  private TrainingLoop.Work work(TrainingExamples examples) {
    int classes = inputs.model().config().labels().size();
    var objective = new Objective(settings.loss(), inputs.train().classCounts(classes));
    var parts = new TrainingStep.Parts(inputs.model(), parameters, optimizer, objective);
    return new TrainingLoop.Work(
        new TrainingStep(parts, settings.precision(), scope),
        examples,
        inputs.validation().map(validation -> () -> evaluate(validation)),
        this::save);
  }

  private Evaluation evaluate(EncodedExamples examples) {
    return new ModelEvaluator(inputs.model(), settings.precision())
        .evaluate(examples, scope, JobContext.detached());
  }

  private TrainingEvent.CheckpointSaved save() throws IOException {
    Path saved = RunCheckpoint.write(folder, contents(), state);
    return new TrainingEvent.CheckpointSaved(state.step, saved);
  }

  private RunCheckpoint.Contents contents() {
    return new RunCheckpoint.Contents(
        inputs.model(),
        inputs.tokenizer(),
        optimizer,
        settings,
        DataFingerprint.of(inputs.train()));
  }

  private Optional<String> messageOf(EndReason reason, TrainingControl control) {
    return switch (reason) {
      case CANCELLED -> control.cancellation().reason();
      case STOPPED_EARLY ->
          Optional.of(
              "No better %s in %d evaluations since step %d."
                  .formatted(
                      settings.evaluation().bestBy().key(),
                      state.evaluationsWithoutGain,
                      state.bestStep));
      case FINISHED, DIVERGED -> Optional.empty();
    };
  }

  private Result finish(
      EndReason reason, Optional<String> message, RunMeter meter, TrainingControl control)
      throws IOException {
    if (state.bestStep > 0 && state.bestStep != state.step) {
      ModelFiles.restore(inputs.model(), folder.checkpoint(state.bestStep));
    }
    Optional<Evaluation> evaluation = inputs.validation().map(this::evaluate);
    LogRow summary = meter.summary();
    ModelFiles.save(inputs.model(), folder.path());
    inputs.tokenizer().save(folder.path());
    Map<String, Double> metrics = new LinkedHashMap<>();
    evaluation.ifPresent(e -> metrics.putAll(e.metrics("eval")));
    RunResults.write(folder, settings, state, summary.metrics(), metrics);
    control.events().accept(new TrainingEvent.Ended(state.step, reason, message, summary));
    return new Result(reason, message, summary, evaluation, state);
  }
}
