package app.valence.cli;

import app.valence.training.TrainingSettings;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What training starts from: exactly one of the two is given. */
final class ModelOrigin {
  @Option(
      names = "--base",
      required = true,
      paramLabel = "DIR",
      description =
          "Pretrained model in Hugging Face layout: config.json, model.safetensors, tokenizer.")
  private Optional<Path> base = Optional.empty();

  @Option(
      names = "--init",
      required = true,
      paramLabel = "tiny|mini|small",
      description =
          "Random weights and a vocabulary learned from the training data: BERT of 2 layers of 128"
              + " units, 4 of 256 or 4 of 512.")
  private Optional<InitialSize> init = Optional.empty();

  /** The folder of a pretrained model. */
  Optional<Path> base() {
    return base;
  }

  /** Where the model is taken from, which is the checkpoint if a run is resumed. */
  ModelSource source(Optional<Path> checkpoint, boolean newHead) {
    if (checkpoint.isPresent()) {
      return new ModelSource.Checkpoint(checkpoint.get());
    }
    return init.isPresent()
        ? new ModelSource.Scratch(init.get())
        : new ModelSource.Pretrained(base.orElseThrow(), newHead);
  }

  /** The settings that suit it unless told otherwise. */
  TrainingSettings preset() {
    return init.isPresent() ? TrainingOptions.FROM_SCRATCH : TrainingSettings.DEFAULTS;
  }
}
