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
import app.valence.training.TrainingControl;
import app.valence.training.TrainingSettings;
import app.valence.training.TrainingState;
import app.valence.training.optimizer.AdamW;
import app.valence.training.optimizer.ParameterGroups;
import app.valence.training.saving.DataFingerprint;
import app.valence.training.saving.RunCheckpoint;
import app.valence.training.saving.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
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
  private final FolderRun run;
  private Optional<Evaluation> evaluation = Optional.empty();

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
    var parameters =
        new ParameterGroups(inputs.model(), settings.optimizer(), settings.layers().frozen());
    var examples = new TrainingExamples(inputs.train(), settings, inputs.model().config());
    int classes = inputs.model().config().labels().size();
    var contents =
        new RunCheckpoint.Contents(
            inputs.model(),
            inputs.tokenizer(),
            new AdamW(parameters, settings.optimizer(), scope),
            settings,
            examples.plan(settings.duration()),
            DataFingerprint.of(inputs.train(), inputs.validation()));
    this.run =
        new FolderRun(
            scope,
            new FolderRun.Parts(
                new RunFolder(inputs.output()),
                contents,
                parameters,
                examples,
                new Objective(settings.loss(), inputs.train().classCounts(classes)),
                inputs.validation().map(validation -> () -> measured(validation)),
                false));
  }

  /**
   * Goes on from a checkpoint in the run's folder, whose parameters the model is given.
   *
   * @throws IOException if it is damaged, of another run, or in another folder
   */
  public FineTuning resumeFrom(Path checkpoint) throws IOException {
    run.resumeFrom(checkpoint);
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
    if (!run.isResumed()) {
      ModelFiles.redrawTop(inputs.model(), settings.layers().reinitialised(), settings.seed());
    }
    FolderRun.Result result = run.run(control);
    return new Result(
        result.reason(), result.message(), result.summary(), evaluation, result.state());
  }

  /** The last measurement of a run is that of the model that is kept. */
  private TrainingLoop.Measured measured(EncodedExamples validation) {
    evaluation = Optional.empty();
    Evaluation found =
        new ModelEvaluator(inputs.model(), settings.precision())
            .evaluate(validation, scope, JobContext.detached());
    evaluation = Optional.of(found);
    return new TrainingLoop.Measured(found.metrics("eval"), Optional.of(found.report()));
  }
}
