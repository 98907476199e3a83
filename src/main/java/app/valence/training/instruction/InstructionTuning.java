package app.valence.training.instruction;

import app.valence.evaluation.MetricName;
import app.valence.evaluation.ModelEvaluator.Evaluation;
import app.valence.model.CausalLanguageModel;
import app.valence.model.ModelFiles;
import app.valence.model.PassMemory;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.prompting.PromptedText;
import app.valence.tensor.TensorScope;
import app.valence.training.BatchSettings;
import app.valence.training.RunPlan;
import app.valence.training.TrainingControl;
import app.valence.training.TrainingSettings;
import app.valence.training.loop.FolderRun;
import app.valence.training.loop.Objective;
import app.valence.training.loop.TrainingLoop;
import app.valence.training.optimizer.AdamW;
import app.valence.training.optimizer.ParameterGroups;
import app.valence.training.saving.DataFingerprint;
import app.valence.training.saving.RunCheckpoint;
import app.valence.training.saving.RunFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * Tunes a decoder to answer prompts, in a run folder, from the start or from a checkpoint. A model
 * with an adapter is tuned through it.
 */
public final class InstructionTuning {
  /**
   * What a run needs.
   *
   * @param model is trained in place
   * @param tokenizer is saved beside the model
   * @param classes measures how well classes are told apart on the validation data, where the best
   *     model is to be chosen by that
   * @param output the run's folder
   */
  public record Inputs(
      CausalLanguageModel model,
      Tokenizer tokenizer,
      List<PromptedText> train,
      Optional<List<PromptedText>> validation,
      Optional<Supplier<Evaluation>> classes,
      Path output) {
    /** Checks that the model can read the prompts: native code would not. */
    public Inputs {
      requireReadable(train, "training", model);
      if (validation.isPresent()) {
        requireReadable(validation.get(), "validation", model);
      }
    }

    private static void requireReadable(
        List<PromptedText> examples, String part, CausalLanguageModel model) {
      if (examples.isEmpty()) {
        throw new IllegalArgumentException("There are no " + part + " examples.");
      }
      int longest = examples.stream().mapToInt(each -> each.ids().length).max().orElse(0);
      requireLength(longest, "The longest of the " + part + " prompts has", model);
    }
  }

  private final Inputs inputs;
  private final TrainingSettings training;
  private final RunPlan plan;
  private final FolderRun run;

  /**
   * A run from the start; optimizer state belongs to {@code scope}.
   *
   * @throws IllegalArgumentException if the settings ask for more than the model has
   */
  public InstructionTuning(TensorScope scope, Inputs inputs, InstructionSettings settings) {
    this.inputs = inputs;
    this.training = settings.training();
    CausalLanguageModel model = inputs.model();
    requireLength(settings.length(), "Prompts are to have up to", model);
    requireLength(training.batches().padTo(), "Batches are padded to", model);
    requireMeasured(inputs);
    training.layers().requireFits(model.config().size().layers());
    var parameters = new ParameterGroups(model, training.optimizer(), training.layers().frozen());
    var batches = new PromptBatches(rows(inputs, settings), training);
    this.plan = batches.plan(training.duration());
    var contents =
        new RunCheckpoint.Contents(
            model,
            inputs.tokenizer(),
            new AdamW(parameters, training.optimizer(), scope),
            training,
            plan,
            fingerprint(inputs, settings));
    this.run =
        new FolderRun(
            scope,
            new FolderRun.Parts(
                new RunFolder(inputs.output()),
                contents,
                parameters,
                batches,
                new Objective(training.loss(), new int[0]),
                evaluation(settings.lossOn(), scope),
                false));
  }

  /** The largest batch of a run. */
  public static PassMemory.Batch largest(Inputs inputs, InstructionSettings settings) {
    PromptRows rows = rows(inputs, settings);
    BatchSettings batches = settings.training().batches();
    int count = Math.min(batches.batchSize(), rows.size());
    int longest = Math.max(batches.padTo(), Arrays.stream(rows.lengths()).max().orElse(0));
    return new PassMemory.Batch(count, longest, (long) count * rows.mostScored());
  }

  private static PromptRows rows(Inputs inputs, InstructionSettings settings) {
    int padding = inputs.model().config().paddingId();
    return settings.packing()
        ? PromptRows.packed(inputs.train(), settings.lossOn(), padding, settings.length())
        : PromptRows.single(inputs.train(), settings.lossOn(), padding);
  }

  private Optional<TrainingLoop.Validation> evaluation(LossOn lossOn, TensorScope scope) {
    int padding = inputs.model().config().paddingId();
    return inputs
        .validation()
        .map(examples -> PromptRows.single(examples, lossOn, padding))
        .map(
            rows ->
                new AnswerEvaluation(
                    inputs.model(), rows, training.precision(), scope, inputs.classes()));
  }

  private void requireMeasured(Inputs inputs) {
    MetricName bestBy = training.evaluation().bestBy();
    if (bestBy != MetricName.LOSS
        && inputs.validation().isPresent()
        && inputs.classes().isEmpty()) {
      throw new IllegalArgumentException(
          "The best model is to be chosen by %s, which nothing measures.".formatted(bestBy.key()));
    }
  }

  private static void requireLength(int tokens, String what, CausalLanguageModel model) {
    int most = model.config().maximumLength();
    if (tokens > most) {
      throw new IllegalArgumentException(
          "%s %d tokens, and the model reads at most %d: choose a smaller maximum length."
              .formatted(what, tokens, most));
    }
  }

  private static DataFingerprint fingerprint(Inputs inputs, InstructionSettings settings) {
    return new DataFingerprint(
        fingerprint(inputs.train()) + ", " + settings.description(),
        inputs.validation().map(InstructionTuning::fingerprint).orElse("none"));
  }

  private static String fingerprint(List<PromptedText> examples) {
    var checksum = new CRC32C();
    for (PromptedText example : examples) {
      int[] ids = example.ids();
      var bytes = ByteBuffer.allocate(Integer.BYTES * (ids.length + 2));
      bytes.asIntBuffer().put(ids.length).put(example.answerStart()).put(ids);
      checksum.update(bytes);
    }
    return examples.size() + " prompts with checksum " + Long.toHexString(checksum.getValue());
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
  public InstructionTuning resumeFrom(Path checkpoint) throws IOException {
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
  public FolderRun.Result run(TrainingControl control) throws IOException {
    if (!run.isResumed()) {
      ModelFiles.redrawTop(inputs.model(), training.layers().reinitialised(), training.seed());
    }
    return run.run(control);
  }
}
