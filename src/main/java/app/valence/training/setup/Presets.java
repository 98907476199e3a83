package app.valence.training.setup;

import app.valence.evaluation.MetricName;
import app.valence.model.ModelConfig;
import app.valence.training.BatchSettings;
import app.valence.training.EvaluationSettings;
import app.valence.training.TrainingSettings;
import app.valence.training.TrainingSettings.Duration;
import app.valence.training.instruction.InstructionSettings;
import app.valence.training.optimizer.OptimizerSettings;
import app.valence.training.optimizer.OptimizerSettings.Warmup;

/** Settings that serve well unless something is known to be better. */
public final class Presets {
  /** What a pretrained model is fine-tuned with: the defaults of Hugging Face's trainer. */
  public static final TrainingSettings PRETRAINED = TrainingSettings.DEFAULTS;

  /** What a model from random weights is trained with: longer, faster, with a warm-up. */
  public static final TrainingSettings FROM_SCRATCH =
      with(10, 5e-4, TrainingSettings.DEFAULTS.evaluation().bestBy());

  /**
   * What the bundled model is fine-tuned with: small models learn at higher rates, and on few
   * examples the loss turns long before the classes are told apart best.
   */
  public static final TrainingSettings BUNDLED = with(8, 3e-4, MetricName.F1_MACRO);

  /**
   * What the bundled decoder is tuned by instruction with: as others, at the higher rate of small
   * models.
   */
  public static final TrainingSettings BUNDLED_BY_INSTRUCTION =
      InstructionSettings.usual(BUNDLED.optimizer().learningRate());

  /** Models of fewer units are small ones, which learn at higher rates. */
  private static final int SMALL_BELOW = 400;

  private Presets() {}

  /** What serves well for a pretrained model. */
  public static TrainingSettings of(ModelConfig pretrained) {
    return pretrained.size().hidden() < SMALL_BELOW ? BUNDLED : PRETRAINED;
  }

  private static TrainingSettings with(int epochs, double learningRate, MetricName bestBy) {
    TrainingSettings usual = TrainingSettings.DEFAULTS;
    OptimizerSettings o = usual.optimizer();
    return new TrainingSettings(
        new Duration(epochs, 0),
        new BatchSettings(32, 1, true, 0),
        new OptimizerSettings(
            learningRate,
            o.course(),
            new Warmup(0, 0.1),
            0.01,
            o.beta1(),
            o.beta2(),
            o.epsilon(),
            o.maximumGradientNorm(),
            o.layerDecay()),
        usual.loss(),
        usual.layers(),
        new EvaluationSettings(
            usual.evaluation().everySteps(),
            usual.evaluation().loggingSteps(),
            bestBy,
            usual.evaluation().patience()),
        usual.saving(),
        usual.precision(),
        usual.seed());
  }
}
