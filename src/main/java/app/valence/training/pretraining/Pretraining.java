package app.valence.training.pretraining;

import app.valence.model.Model;
import app.valence.model.ModelFiles;
import app.valence.model.ModelHead;
import app.valence.model.PassMemory;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.ShortMemory;
import app.valence.tensor.TensorScope;
import app.valence.training.EndReason;
import app.valence.training.LogRow;
import app.valence.training.LossSettings;
import app.valence.training.RunPlan;
import app.valence.training.TrainingControl;
import app.valence.training.TrainingEvent;
import app.valence.training.TrainingState;
import app.valence.training.loop.NonFiniteLossException;
import app.valence.training.loop.Objective;
import app.valence.training.loop.RunMeter;
import app.valence.training.loop.TrainingLoop;
import app.valence.training.loop.TrainingStep;
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

/** Trains a language model in a run folder, from the start or from a checkpoint. */
public final class Pretraining {
  /**
   * What a run needs.
   *
   * @param model is trained in place
   * @param tokenizer is saved beside the model
   * @param validation held-out text
   * @param output the run's folder
   */
  public record Inputs(
      Model model,
      Tokenizer tokenizer,
      TokenFile train,
      Optional<TokenFile> validation,
      Path output) {}

  /**
   * How a run went.
   *
   * @param message why it ended, where it did not simply finish
   * @param summary {@code train_loss}, {@code train_runtime} …
   * @param evaluation {@code eval_…} of the model that was kept; may be empty
   */
  public record Result(
      EndReason reason, Optional<String> message, LogRow summary, Map<String, Double> evaluation) {}

  private final TensorScope scope;
  private final Inputs inputs;
  private final PretrainingSettings settings;
  private final RunFolder folder;
  private final ParameterGroups parameters;
  private final LanguageModelling modelling;
  private final SequenceBatches batches;
  private final RunPlan plan;
  private final RunCheckpoint.Contents contents;
  private final Optional<TokenEvaluation> evaluation;
  private TrainingState state = new TrainingState();
  private boolean resumed;

  /**
   * A run from the start; optimizer state belongs to {@code scope}.
   *
   * @throws IllegalArgumentException if the text or the model is too short for the settings, or if
   *     model or tokenizer are not for language modelling
   */
  public Pretraining(TensorScope scope, Inputs inputs, PretrainingSettings settings) {
    this.scope = scope;
    this.inputs = inputs;
    this.settings = settings;
    var training = settings.training();
    requireLength();
    this.folder = new RunFolder(inputs.output());
    this.parameters = new ParameterGroups(inputs.model(), training.optimizer(), 0);
    this.modelling =
        LanguageModelling.of(inputs.model(), inputs.tokenizer(), settings.maskedShare());
    PackedSequences sequences = sequences(inputs.train(), "training");
    this.batches = new SequenceBatches(sequences, modelling, training.batches(), training.seed());
    this.plan = batches.plan(training.duration());
    this.evaluation =
        inputs
            .validation()
            .map(
                text ->
                    new TokenEvaluation(
                        inputs.model(),
                        sequences(text, "validation"),
                        modelling,
                        training.precision(),
                        scope));
    this.contents =
        new RunCheckpoint.Contents(
            inputs.model(),
            inputs.tokenizer(),
            new AdamW(parameters, training.optimizer(), scope),
            training,
            plan,
            new DataFingerprint(
                inputs.train().fingerprint() + settingsOfText(),
                inputs.validation().map(TokenFile::fingerprint).orElse("none")));
  }

  /** What of these settings a checkpoint's own do not hold; another would be another run. */
  private String settingsOfText() {
    return ", " + settings.length() + " a sequence, " + modelling.description();
  }

  private void requireLength() {
    int longest = inputs.model().config().maximumLength();
    if (settings.length() > longest) {
      throw new IllegalArgumentException(
          "Sequences are to have %d tokens, and the model reads at most %d: choose fewer."
              .formatted(settings.length(), longest));
    }
  }

  private PackedSequences sequences(TokenFile text, String part) {
    PackedSequences sequences = modelling.pack(text, settings.length());
    if (sequences.size() == 0) {
      throw new IllegalArgumentException(
          "The %s text has %d tokens, fewer than one sequence of %d: give more text."
              .formatted(part, text.tokens(), settings.length()));
    }
    return sequences;
  }

  /** The largest batch of a run: of many sequences, only so many are scored at once. */
  public static PassMemory.Batch largest(
      Model model, Tokenizer tokenizer, PretrainingSettings settings) {
    double share = settings.maskedShare();
    var modelling = LanguageModelling.of(model, tokenizer, share);
    int length = settings.length();
    long rows = Math.min(settings.training().batches().batchSize(), modelling.mostRows(length));
    boolean masks = model.head() == ModelHead.MASKED_LANGUAGE_MODEL;
    long scored = masks ? Math.round(share * rows * length) : rows * length;
    return new PassMemory.Batch(rows, length, scored);
  }

  /** The work that is planned. */
  public RunPlan plan() {
    return plan;
  }

  /**
   * Goes on from a checkpoint in the run's folder.
   *
   * @throws IOException if it is damaged, of another run, or in another folder
   */
  public Pretraining resumeFrom(Path checkpoint) throws IOException {
    folder.requireOwn(checkpoint);
    state = RunCheckpoint.restore(checkpoint, contents);
    resumed = true;
    return this;
  }

  /**
   * Trains on the calling thread, leaves the best model (or the last, without validation text) in
   * the run's folder, and returns how it went. A run from the start is measured before its first
   * step too, which its events tell as an evaluation of step 0.
   *
   * @throws IOException if something could not be written, or if a run from the start finds
   *     checkpoints of another in its folder
   */
  public Result run(TrainingControl control) throws IOException {
    folder.clearLeftovers();
    if (!resumed) {
      folder.requireNoCheckpoints();
    }
    Model model = inputs.model();
    Map<String, Double> before = resumed ? Map.of() : measure();
    double flopsPerToken = 6.0 * model.parameters().countWithoutEmbeddings();
    var meter = new RunMeter(state, plan, flopsPerToken, model.head(), System::nanoTime);
    control
        .events()
        .accept(
            new TrainingEvent.Started(
                state.step(), plan, model.parameters().count(), parameters.count()));
    if (!before.isEmpty()) {
      var row = new LogRow(0, 0, before);
      control.events().accept(new TrainingEvent.Evaluated(row, Optional.empty(), false));
    }
    EndReason reason;
    Optional<String> message;
    try (var memory = ShortMemory.where(settings.training().layers().checkpointing())) {
      reason = new TrainingLoop(work(), settings.training(), meter, control).run(scope);
      message = reason == EndReason.CANCELLED ? control.cancellation().reason() : Optional.empty();
      if (state.bestStep() > 0 && state.bestStep() != state.step()) {
        ModelFiles.restore(model, folder.checkpoint(state.bestStep()));
      }
    } catch (NonFiniteLossException e) {
      reason = EndReason.DIVERGED;
      message = Optional.of(e.getMessage() + fallBack());
    }
    LogRow summary = meter.summary();
    Map<String, Double> measured = measure();
    ModelFiles.save(model, folder.path());
    inputs.tokenizer().save(folder.path());
    new RunResults(reason, message, summary, measured)
        .write(folder, settings.training(), plan, state);
    control.events().accept(new TrainingEvent.Ended(state.step(), reason, message, summary));
    return new Result(reason, message, summary, measured);
  }

  private Map<String, Double> measure() {
    return evaluation.map(e -> e.measure().metrics()).orElse(Map.of());
  }

  private TrainingLoop.Work work() {
    var objective = new Objective(LossSettings.DEFAULTS, new int[0]);
    var parts = new TrainingStep.Parts(inputs.model(), parameters, contents.optimizer(), objective);
    return new TrainingLoop.Work(
        new TrainingStep(
            parts,
            settings.training().precision(),
            settings.training().layers().checkpointing(),
            scope),
        batches,
        evaluation.map(e -> (TrainingLoop.Validation) e),
        () ->
            new TrainingEvent.CheckpointSaved(
                state.step(), RunCheckpoint.write(folder, contents, state)));
  }

  /** Gives a model that has diverged its last good parameters, and says which those are. */
  private String fallBack() throws IOException {
    Optional<Path> good =
        state.bestStep() > 0
            ? Optional.of(folder.checkpoint(state.bestStep()))
            : folder.lastGoodCheckpoint(state.step());
    if (good.isEmpty()) {
      return " The parameters from before are kept, as there is no earlier checkpoint.";
    }
    ModelFiles.restore(inputs.model(), good.get());
    return " The model of " + good.get().getFileName() + " is kept.";
  }
}
