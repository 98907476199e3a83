package app.valence.cli;

import app.valence.model.BundledModel;
import app.valence.model.ModelConfig;
import app.valence.model.ModelFiles;
import app.valence.model.ModelFolder;
import app.valence.model.PretrainedModel;
import app.valence.training.TrainingSettings;
import app.valence.training.instruction.InstructionSettings;
import app.valence.training.saving.RunCheckpoint;
import app.valence.training.setup.InitialSize;
import app.valence.training.setup.ModelSource;
import app.valence.training.setup.Presets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What training starts from: one of the two, or the bundled model, or a run that is resumed. */
final class ModelOrigin {
  @Option(
      names = "--base",
      paramLabel = "DIR|NAME",
      description =
          "Pretrained model in Hugging Face layout: config.json, model.safetensors, tokenizer; or"
              + " the name of one that comes with the program (default: its small English"
              + " encoder, or its decoder for --task instruction).")
  private Optional<Path> base = Optional.empty();

  @Option(
      names = "--init",
      paramLabel = "tiny|mini|small",
      description =
          "Random weights and a vocabulary learned from the training data: BERT of 2 layers of 128"
              + " units, 4 of 256 or 4 of 512.")
  private Optional<InitialSize> init = Optional.empty();

  /** The folder of a pretrained model, if one was named. */
  Optional<Path> base() {
    return pretrained() instanceof ModelFolder named
        ? Optional.of(named.folder())
        : Optional.empty();
  }

  private PretrainedModel pretrained() {
    return base.map(NamedModel::of).orElse(BundledModel.ENCODER);
  }

  /**
   * Where the model is taken from, which is the checkpoint if a run is resumed.
   *
   * @throws UsageException if something else was said than the resumed run's origin
   */
  ModelSource source(Optional<Path> checkpoint, boolean newHead) throws IOException {
    if (checkpoint.isPresent()) {
      var source = new ModelSource.Checkpoint(checkpoint.get());
      requireOriginOf(source.config());
      return source;
    }
    if (init.isPresent()) {
      return new ModelSource.Scratch(init.get());
    }
    PretrainedModel model = pretrained();
    return model instanceof BundledModel bundled
        ? new ModelSource.Bundled(bundled)
        : new ModelSource.Pretrained(model.folder(), newHead);
  }

  /**
   * The folder of the decoder that is tuned by instruction, which is the checkpoint if a run is
   * resumed.
   *
   * @throws UsageException if none was named, and the program has none
   */
  Path decoder(Optional<Path> checkpoint) throws IOException {
    if (init.isPresent()) {
      throw new UsageException(
          "--init draws encoders, and --task instruction tunes a decoder: name one by --base DIR.");
    }
    return checkpoint.isPresent() ? checkpoint.get() : decoder().folder();
  }

  private PretrainedModel decoder() {
    if (base.isEmpty() && !BundledModel.offered().contains(BundledModel.DECODER)) {
      throw new UsageException(
          "--task instruction tunes a decoder such as GPT-2, Llama, Mistral or Qwen2, and this"
              + " program was built without one: name a folder by --base DIR.");
    }
    return base.map(NamedModel::of).orElse(BundledModel.DECODER);
  }

  /** The settings for tuning by instruction that hold unless told otherwise. */
  TrainingSettings instructionPreset(Optional<Path> checkpoint) throws IOException {
    if (checkpoint.isPresent()) {
      return RunCheckpoint.settings(checkpoint.get());
    }
    return decoder() instanceof BundledModel
        ? Presets.BUNDLED_BY_INSTRUCTION
        : InstructionSettings.USUAL;
  }

  private void requireOriginOf(ModelConfig run) throws IOException {
    if (init.isPresent() && !init.get().fits(run)) {
      throw contradiction("--init " + init.get().name().toLowerCase(Locale.ROOT), run);
    }
    if (base.isPresent()) {
      ModelConfig stored = ModelFiles.config(pretrained().folder());
      if (!stored.modelType().equals(run.modelType()) || !stored.size().equals(run.size())) {
        throw contradiction("--base " + base.get(), run);
      }
    }
  }

  private static UsageException contradiction(String option, ModelConfig run) {
    return new UsageException(
        ("%s has another shape than the model of the run that is resumed (%s, %d layers of %d"
                + " units). Leave it out: --resume knows the model.")
            .formatted(option, run.modelType(), run.size().layers(), run.size().hidden()));
  }

  /** The settings that hold unless told otherwise: those of the run that is resumed, if one is. */
  TrainingSettings preset(Optional<Path> checkpoint) throws IOException {
    if (checkpoint.isPresent()) {
      return RunCheckpoint.settings(checkpoint.get());
    }
    if (init.isPresent()) {
      return Presets.FROM_SCRATCH;
    }
    return base().isPresent() ? Presets.PRETRAINED : Presets.BUNDLED;
  }
}
