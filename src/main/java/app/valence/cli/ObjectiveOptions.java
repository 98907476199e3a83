package app.valence.cli;

import app.valence.training.LossSettings.ClassWeighting;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What training minimises. */
final class ObjectiveOptions {
  @Option(
      names = "--label-smoothing",
      paramLabel = "SHARE",
      description = "Share of each label that is spread over all classes (default: 0).")
  Optional<Double> labelSmoothing = Optional.empty();

  @Option(
      names = "--class-weights",
      paramLabel = "none|balanced",
      description = "Balanced counts rare classes more (default: none).")
  Optional<ClassWeighting> classWeights = Optional.empty();

  @Option(
      names = "--focal-gamma",
      paramLabel = "GAMMA",
      description = "Exponent of the focal loss, at most 10; 0 for cross-entropy (default: 0).")
  Optional<Double> focalGamma = Optional.empty();

  /** Refuses values out of their range. */
  void check() {
    OptionRange.require(
        "--label-smoothing", labelSmoothing, x -> x >= 0 && x < 1, "at least 0 and below 1");
    OptionRange.between(0, 10, "--focal-gamma", focalGamma);
  }
}
