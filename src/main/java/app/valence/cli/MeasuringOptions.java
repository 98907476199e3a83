package app.valence.cli;

import app.valence.evaluation.MetricName;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** When a run is measured and saved, and when it ends. */
final class MeasuringOptions {
  @Option(
      names = "--eval-steps",
      paramLabel = "N",
      description = "Steps between two evaluations (default: an epoch).")
  Optional<Integer> evaluationSteps = Optional.empty();

  @Option(
      names = "--logging-steps",
      paramLabel = "N",
      description = "Steps between two log rows (default: 10).")
  Optional<Integer> loggingSteps = Optional.empty();

  @Option(
      names = "--save-steps",
      paramLabel = "N",
      description = "Steps between two checkpoints (default: after each evaluation).")
  Optional<Integer> savingSteps = Optional.empty();

  @Option(
      names = "--keep-checkpoints",
      paramLabel = "N",
      description = "How many of the latest are kept, besides the best (default: 2).")
  Optional<Integer> keptCheckpoints = Optional.empty();

  @Option(
      names = "--best-metric",
      paramLabel = "METRIC",
      description =
          "What chooses the best model, such as accuracy or f1_macro (default: loss; bundled model"
              + " f1_macro).",
      converter = MetricConverter.class)
  Optional<MetricName> bestMetric = Optional.empty();

  @Option(
      names = "--early-stopping-patience",
      paramLabel = "N",
      description = "Evaluations without a better value after which to stop (default: 0, never).")
  Optional<Integer> patience = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What order, dropout and drawn weights follow from (default: 42).")
  Optional<Long> seed = Optional.empty();

  /** Refuses values out of their range. */
  void check() {
    OptionRange.atLeast(0, "--eval-steps", evaluationSteps);
    OptionRange.atLeast(1, "--logging-steps", loggingSteps);
    OptionRange.atLeast(0, "--save-steps", savingSteps);
    OptionRange.atLeast(1, "--keep-checkpoints", keptCheckpoints);
    OptionRange.atLeast(0, "--early-stopping-patience", patience);
  }

  /** Reads a metric by its name in logs. */
  static final class MetricConverter implements ITypeConverter<MetricName> {
    @Override
    public MetricName convert(String value) {
      try {
        return MetricName.ofKey(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
