package app.valence.cli;

import app.valence.training.TrainingSettings;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What training starts from: one of the two. */
final class ModelOrigin {
  @Option(
      names = "--base",
      paramLabel = "DIR",
      description =
          "Pretrained model in Hugging Face layout: config.json, model.safetensors, tokenizer.")
  private Optional<Path> base = Optional.empty();

  @Option(
      names = "--init",
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
    if (init.isPresent()) {
      return new ModelSource.Scratch(init.get());
    }
    return new ModelSource.Pretrained(
        base.orElseThrow(
            () ->
                new UsageException(
                    "Say what to start from: --base DIR for a pretrained model, or --init"
                        + " tiny|mini|small for random weights.")),
        newHead);
  }

  /** The settings that suit it unless told otherwise. */
  TrainingSettings preset() {
    return init.isPresent() ? TrainingOptions.FROM_SCRATCH : TrainingSettings.DEFAULTS;
  }
}
