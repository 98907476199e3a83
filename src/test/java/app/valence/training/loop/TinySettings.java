package app.valence.training.loop;

import app.valence.evaluation.MetricName;
import app.valence.tensor.Precision;
import app.valence.training.BatchSettings;
import app.valence.training.EvaluationSettings;
import app.valence.training.LayerSettings;
import app.valence.training.LossSettings;
import app.valence.training.LossSettings.ClassWeighting;
import app.valence.training.TrainingSettings;
import app.valence.training.optimizer.LearningRateSchedule.Course;
import app.valence.training.optimizer.OptimizerSettings;
import java.util.function.Consumer;

/** Settings of a short run on {@link TinyTask}, to be changed by the tests. */
final class TinySettings {
  int epochs = 2;
  long maximumSteps;
  int batchSize = 16;
  int accumulation = 1;
  boolean bucketing = true;
  int padTo;
  double learningRate = 3e-3;
  Course course = Course.LINEAR;
  double warmup;
  double weightDecay = 0.01;
  double epsilon = 1e-8;
  double maximumNorm = 1;
  double layerDecay = 1;
  double smoothing;
  ClassWeighting weighting = ClassWeighting.NONE;
  double focalGamma;
  int frozen;
  int reinitialised;
  boolean checkpointing;
  int evaluationSteps;
  int loggingSteps = 1;
  MetricName bestBy = MetricName.LOSS;
  int patience;
  int savingSteps;
  int kept = 2;
  Precision precision = Precision.FP32;
  long seed = 42;

  private TinySettings() {}

  static TrainingSettings with(Consumer<TinySettings> changes) {
    var settings = new TinySettings();
    changes.accept(settings);
    return settings.build();
  }

  private TrainingSettings build() {
    return new TrainingSettings(
        new TrainingSettings.Duration(epochs, maximumSteps),
        new BatchSettings(batchSize, accumulation, bucketing, padTo),
        optimizer(),
        new LossSettings(smoothing, weighting, focalGamma),
        new LayerSettings(frozen, reinitialised, null, checkpointing, false),
        new EvaluationSettings(evaluationSteps, loggingSteps, bestBy, patience),
        new TrainingSettings.Saving(savingSteps, kept),
        precision,
        seed);
  }

  private OptimizerSettings optimizer() {
    var rise = new OptimizerSettings.Warmup(0, warmup);
    return new OptimizerSettings(
        learningRate, course, rise, weightDecay, 0.9, 0.999, epsilon, maximumNorm, layerDecay);
  }
}
