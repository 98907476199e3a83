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

  /** The size of a model from random weights. */
  Optional<InitialSize> init() {
    return init;
  }

  /** The settings that suit it unless told otherwise. */
  TrainingSettings preset() {
    return init.isPresent() ? TrainingOptions.FROM_SCRATCH : TrainingSettings.DEFAULTS;
  }
}
