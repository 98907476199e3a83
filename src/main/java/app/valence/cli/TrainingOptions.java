package app.valence.cli;

import app.valence.tensor.Precision;
import app.valence.training.BatchSettings;
import app.valence.training.EvaluationSettings;
import app.valence.training.LayerSettings;
import app.valence.training.LossSettings;
import app.valence.training.TrainingSettings;
import app.valence.training.TrainingSettings.Duration;
import app.valence.training.TrainingSettings.Saving;
import app.valence.training.optimizer.OptimizerSettings;
import app.valence.training.optimizer.OptimizerSettings.Warmup;
import picocli.CommandLine.ArgGroup;

/** All options of training, and the one place where they become settings. */
final class TrainingOptions {
  @ArgGroup(validate = false, heading = "%nOptimizer:%n")
  OptimizerOptions optimizer = new OptimizerOptions();

  @ArgGroup(validate = false, heading = "%nLoss:%n")
  ObjectiveOptions objective = new ObjectiveOptions();

  @ArgGroup(validate = false, heading = "%nNetwork:%n")
  NetworkOptions network = new NetworkOptions();

  @ArgGroup(validate = false, heading = "%nAdapter and memory:%n")
  LoraOptions lora = new LoraOptions();

  @ArgGroup(validate = false, heading = "%nMeasuring and saving:%n")
  MeasuringOptions measuring = new MeasuringOptions();

  /**
   * The settings of a run: what was said, else what {@code preset} has.
   *
   * @throws UsageException if a value is out of its range or contradicts another
   */
  TrainingSettings settings(TrainingSettings preset, Precision precision) {
    optimizer.check();
    objective.check();
    network.check();
    measuring.check();
    try {
      return new TrainingSettings(
          new Duration(
              optimizer.epochs.orElse(preset.duration().epochs()),
              optimizer.maximumSteps.orElse(preset.duration().maximumSteps())),
          batches(preset.batches()),
          optimizer(preset.optimizer()),
          loss(preset.loss()),
          layers(preset.layers()),
          evaluation(preset.evaluation()),
          new Saving(
              measuring.savingSteps.orElse(preset.saving().everySteps()),
              measuring.keptCheckpoints.orElse(preset.saving().kept())),
          precision,
          measuring.seed.orElse(preset.seed()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private LayerSettings layers(LayerSettings preset) {
    if (network.untrained && lora.isAsked()) {
      throw new UsageException(
          "--untrained draws the base anew, and an adapter is saved without its base. Give one of"
              + " --untrained and --lora-rank.");
    }
    return lora.settings(
        network.frozen.orElse(preset.frozen()),
        network.reinitialised.orElse(preset.reinitialised()),
        preset);
  }

  private BatchSettings batches(BatchSettings preset) {
    return new BatchSettings(
        optimizer.batchSize.orElse(preset.batchSize()),
        optimizer.accumulationSteps.orElse(preset.accumulationSteps()),
        preset.bucketByLength() && !optimizer.noBucketing,
        preset.padTo());
  }

  private OptimizerSettings optimizer(OptimizerSettings preset) {
    return new OptimizerSettings(
        optimizer.learningRate.orElse(lora.usualRate(preset.learningRate())),
        optimizer.schedule.orElse(preset.course()),
        warmup(preset.warmup()),
        optimizer.weightDecay.orElse(preset.weightDecay()),
        preset.beta1(),
        preset.beta2(),
        preset.epsilon(),
        optimizer.maximumGradientNorm.orElse(preset.maximumGradientNorm()),
        optimizer.layerDecay.orElse(preset.layerDecay()));
  }

  /** What was given replaces the whole preset: 0 steps are none, whatever share it has. */
  private Warmup warmup(Warmup preset) {
    if (optimizer.warmupSteps.isPresent()) {
      return new Warmup(optimizer.warmupSteps.get(), 0);
    }
    return optimizer.warmupRatio.map(share -> new Warmup(0, share)).orElse(preset);
  }

  private LossSettings loss(LossSettings preset) {
    return new LossSettings(
        objective.labelSmoothing.orElse(preset.labelSmoothing()),
        objective.classWeights.orElse(preset.classWeighting()),
        objective.focalGamma.orElse(preset.focalGamma()));
  }

  private EvaluationSettings evaluation(EvaluationSettings preset) {
    return new EvaluationSettings(
        measuring.evaluationSteps.orElse(preset.everySteps()),
        measuring.loggingSteps.orElse(preset.loggingSteps()),
        measuring.bestMetric.orElse(preset.bestBy()),
        measuring.patience.orElse(preset.patience()));
  }
}
