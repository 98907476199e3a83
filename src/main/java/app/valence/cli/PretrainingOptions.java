package app.valence.cli;

import app.valence.evaluation.MetricName;
import app.valence.model.Model;
import app.valence.model.ModelHead;
import app.valence.tensor.Precision;
import app.valence.training.BatchSettings;
import app.valence.training.EvaluationSettings;
import app.valence.training.LayerSettings;
import app.valence.training.TrainingSettings;
import app.valence.training.TrainingSettings.Duration;
import app.valence.training.TrainingSettings.Saving;
import app.valence.training.optimizer.OptimizerSettings;
import app.valence.training.optimizer.OptimizerSettings.Warmup;
import app.valence.training.pretraining.PretrainingSettings;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The settings of pre-training, which differ from those of fine-tuning in what is usual. */
final class PretrainingOptions {
  @Option(
      names = "--max-length",
      paramLabel = "TOKENS",
      description = "Tokens of a sequence; text is packed without padding (default: 128).")
  private Optional<Integer> length = Optional.empty();

  @Option(
      names = "--masked-share",
      paramLabel = "SHARE",
      description =
          "Share of the tokens that are hidden from an encoder, whole words at a time (default:"
              + " 0.15).")
  private Optional<Double> maskedShare = Optional.empty();

  @Option(names = "--epochs", paramLabel = "N", description = "Passes over the text (default: 1).")
  private Optional<Integer> epochs = Optional.empty();

  @Option(
      names = "--max-steps",
      paramLabel = "N",
      description = "Optimizer steps, instead of epochs.")
  private Optional<Long> maximumSteps = Optional.empty();

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Sequences of a forward pass (default: 32).")
  private Optional<Integer> batchSize = Optional.empty();

  @Option(
      names = "--accumulation-steps",
      paramLabel = "N",
      description = "Batches of an optimizer step (default: 1).")
  private Optional<Integer> accumulationSteps = Optional.empty();

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "The highest learning rate (default: 3e-4; for a new model 1e-3).")
  private Optional<Double> learningRate = Optional.empty();

  @Option(
      names = "--warmup-ratio",
      paramLabel = "SHARE",
      description = "Share of the steps in which the rate rises (default: 0.05).")
  private Optional<Double> warmupRatio = Optional.empty();

  @Option(
      names = "--weight-decay",
      paramLabel = "DECAY",
      description = "AdamW's decay of matrices (default: 0.01).")
  private Optional<Double> weightDecay = Optional.empty();

  @Option(
      names = "--eval-steps",
      paramLabel = "N",
      description = "Steps between two measurements on held-out text (default: 500).")
  private Optional<Integer> evaluationSteps = Optional.empty();

  @Option(
      names = "--logging-steps",
      paramLabel = "N",
      description = "Steps between two log rows (default: 10).")
  private Optional<Integer> loggingSteps = Optional.empty();

  @Option(
      names = "--save-steps",
      paramLabel = "N",
      description = "Steps between two checkpoints (default: 500).")
  private Optional<Integer> savingSteps = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What order, hidden words and drawn weights follow from (default: 42).")
  private Optional<Long> seed = Optional.empty();

  /**
   * Refuses what makes no sense for {@code model}.
   *
   * @throws UsageException if words are to be hidden from a decoder
   */
  void requireFor(Model model) {
    if (maskedShare.isPresent() && model.head() == ModelHead.CAUSAL_LANGUAGE_MODEL) {
      throw new UsageException(
          "--masked-share is for encoders, and %s is a decoder, which guesses every next token:"
                  .formatted(model.config().modelType())
              + " leave it out.");
    }
  }

  /**
   * The settings of a run.
   *
   * @param usualRate the learning rate unless one was said
   * @param layers which parts are trained
   * @throws UsageException if a value is out of its range or contradicts another
   */
  PretrainingSettings settings(double usualRate, LayerSettings layers, Precision precision) {
    OptionRange.exclusive("--epochs", epochs, "--max-steps", maximumSteps);
    TrainingSettings usual = PretrainingSettings.USUAL.training();
    try {
      var training =
          new TrainingSettings(
              new Duration(epochs.orElse(1), maximumSteps.orElse(0L)),
              new BatchSettings(
                  batchSize.orElse(usual.batches().batchSize()),
                  accumulationSteps.orElse(1),
                  false,
                  0),
              optimizer(usual.optimizer(), usualRate),
              usual.loss(),
              layers,
              new EvaluationSettings(
                  evaluationSteps.orElse(usual.evaluation().everySteps()),
                  loggingSteps.orElse(usual.evaluation().loggingSteps()),
                  MetricName.LOSS,
                  0),
              new Saving(savingSteps.orElse(usual.saving().everySteps()), usual.saving().kept()),
              precision,
              seed.orElse(usual.seed()));
      return new PretrainingSettings(
          length.orElse(PretrainingSettings.USUAL.length()),
          maskedShare.orElse(PretrainingSettings.USUAL.maskedShare()),
          training);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private OptimizerSettings optimizer(OptimizerSettings usual, double usualRate) {
    return new OptimizerSettings(
        learningRate.orElse(usualRate),
        usual.course(),
        warmupRatio.map(share -> new Warmup(0, share)).orElse(usual.warmup()),
        weightDecay.orElse(usual.weightDecay()),
        usual.beta1(),
        usual.beta2(),
        usual.epsilon(),
        usual.maximumGradientNorm(),
        usual.layerDecay());
  }
}
