package app.valence.training.pretraining;

import app.valence.model.Model;
import app.valence.model.ModelHead;
import app.valence.model.PassMemory;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.TensorScope;
import app.valence.training.LossSettings;
import app.valence.training.RunPlan;
import app.valence.training.TrainingControl;
import app.valence.training.loop.FolderRun;
import app.valence.training.loop.Objective;
import app.valence.training.loop.TrainingLoop;
import app.valence.training.optimizer.AdamW;
import app.valence.training.optimizer.ParameterGroups;
import app.valence.training.saving.DataFingerprint;
import app.valence.training.saving.RunCheckpoint;
import app.valence.training.saving.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
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

  private final Inputs inputs;
  private final PretrainingSettings settings;
  private final LanguageModelling modelling;
  private final RunPlan plan;
  private final FolderRun run;

  /**
   * A run from the start; optimizer state belongs to {@code scope}.
   *
   * @throws IllegalArgumentException if the text or the model is too short for the settings, or if
   *     model or tokenizer are not for language modelling
   */
  public Pretraining(TensorScope scope, Inputs inputs, PretrainingSettings settings) {
    this.inputs = inputs;
    this.settings = settings;
    var training = settings.training();
    requireLength();
    var parameters = new ParameterGroups(inputs.model(), training.optimizer(), 0);
    this.modelling =
        LanguageModelling.of(inputs.model(), inputs.tokenizer(), settings.maskedShare());
    PackedSequences sequences = sequences(inputs.train(), "training");
    var batches = new SequenceBatches(sequences, modelling, training.batches(), training.seed());
    this.plan = batches.plan(training.duration());
    var contents =
        new RunCheckpoint.Contents(
            inputs.model(),
            inputs.tokenizer(),
            new AdamW(parameters, training.optimizer(), scope),
            training,
            plan,
            fingerprint());
    this.run =
        new FolderRun(
            scope,
            new FolderRun.Parts(
                new RunFolder(inputs.output()),
                contents,
                parameters,
                batches,
                new Objective(LossSettings.DEFAULTS, new int[0]),
                inputs.validation().map(text -> evaluation(text, scope)),
                true));
  }

  private TrainingLoop.Validation evaluation(TokenFile text, TensorScope scope) {
    return new TokenEvaluation(
        inputs.model(),
        sequences(text, "validation"),
        modelling,
        settings.training().precision(),
        scope);
  }

  private DataFingerprint fingerprint() {
    return new DataFingerprint(
        inputs.train().fingerprint() + settingsOfText(),
        inputs.validation().map(TokenFile::fingerprint).orElse("none"));
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
    run.resumeFrom(checkpoint);
    return this;
  }

  /**
   * Trains on the calling thread, leaves the best model (or the last, without validation text) in
   * the run's folder, and returns how it went. A run from the start is measured before its first
   * step too.
   *
   * @throws IOException if something could not be written, or if a run from the start finds
   *     checkpoints of another in its folder
   */
  public FolderRun.Result run(TrainingControl control) throws IOException {
    return run.run(control);
  }
}
