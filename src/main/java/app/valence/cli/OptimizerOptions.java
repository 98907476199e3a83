package app.valence.cli;

import app.valence.training.optimizer.LearningRateSchedule;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How parameters move, and for how long. */
final class OptimizerOptions {
  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the training data (default: 3; bundled model 8, --init 10).")
  Optional<Integer> epochs = Optional.empty();

  @Option(
      names = "--max-steps",
      paramLabel = "N",
      description = "Optimizer steps, instead of epochs.")
  Optional<Long> maximumSteps = Optional.empty();

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Examples of a forward pass (default: 8; bundled model and --init 32).")
  Optional<Integer> batchSize = Optional.empty();

  @Option(
      names = "--accumulation-steps",
      paramLabel = "N",
      description = "Batches of an optimizer step (default: 1).")
  Optional<Integer> accumulationSteps = Optional.empty();

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description =
          "The highest learning rate (default: 5e-5; bundled model 3e-4, --init 5e-4). With"
              + " --lora-rank ten times as high, at most 1e-3.")
  Optional<Double> learningRate = Optional.empty();

  @Option(
      names = "--schedule",
      paramLabel = "linear|cosine|constant",
      description = "What the rate does after the warm-up (default: linear).")
  Optional<LearningRateSchedule.Course> schedule = Optional.empty();

  @Option(
      names = "--warmup-ratio",
      paramLabel = "SHARE",
      description =
          "Share of the steps in which the rate rises (default: 0; bundled model and --init 0.1).")
  Optional<Double> warmupRatio = Optional.empty();

  @Option(
      names = "--warmup-steps",
      paramLabel = "N",
      description = "Steps in which the rate rises, instead of a share.")
  Optional<Long> warmupSteps = Optional.empty();

  @Option(
      names = "--weight-decay",
      paramLabel = "DECAY",
      description = "AdamW's decay of matrices (default: 0; bundled model and --init 0.01).")
  Optional<Double> weightDecay = Optional.empty();

  @Option(
      names = "--max-grad-norm",
      paramLabel = "NORM",
      description = "Gradients are clipped to this global norm; 0 for no clipping (default: 1).")
  Optional<Double> maximumGradientNorm = Optional.empty();

  @Option(
      names = "--layer-decay",
      paramLabel = "FACTOR",
      description = "Factor of the rate from each layer to the one below (default: 1).")
  Optional<Double> layerDecay = Optional.empty();

  @Option(
      names = "--no-bucketing",
      description = "Mix long and short texts in a batch, which costs padding.")
  boolean noBucketing;

  /** Refuses values out of their range, and two that contradict each other. */
  void check() {
    OptionRange.exclusive("--epochs", epochs, "--max-steps", maximumSteps);
    OptionRange.exclusive("--warmup-steps", warmupSteps, "--warmup-ratio", warmupRatio);
    OptionRange.atLeast(1, "--epochs", epochs);
    OptionRange.atLeast(1, "--max-steps", maximumSteps);
    OptionRange.between(1, 65_536, "--batch-size", batchSize);
    OptionRange.between(1, 65_536, "--accumulation-steps", accumulationSteps);
    OptionRange.require(
        "--learning-rate", learningRate, x -> x > 0 && x <= 1, "above 0 and at most 1");
    OptionRange.atLeast(0, "--warmup-steps", warmupSteps);
    OptionRange.between(0, 1, "--warmup-ratio", warmupRatio);
    OptionRange.between(0, 1, "--weight-decay", weightDecay);
    OptionRange.atLeast(0, "--max-grad-norm", maximumGradientNorm);
    OptionRange.require("--layer-decay", layerDecay, x -> x > 0 && x <= 1, "above 0 and at most 1");
  }
}
