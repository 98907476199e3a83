package app.valence.training.setup;

import app.valence.training.BatchSettings;
import app.valence.training.TrainingSettings;
import app.valence.training.TrainingSettings.Duration;
import app.valence.training.optimizer.OptimizerSettings;
import app.valence.training.optimizer.OptimizerSettings.Warmup;

/** Settings that serve well unless something is known to be better. */
public final class Presets {
  /** What a pretrained model is fine-tuned with: the defaults of Hugging Face's trainer. */
  public static final TrainingSettings PRETRAINED = TrainingSettings.DEFAULTS;

  /** What a model from random weights is trained with: longer, faster, with a warm-up. */
  public static final TrainingSettings FROM_SCRATCH = with(10, 5e-4, 0.1);

  /** What the bundled model is fine-tuned with: small models learn at higher rates. */
  public static final TrainingSettings BUNDLED = with(6, 3e-4, 0.1);

  private Presets() {}

  private static TrainingSettings with(int epochs, double learningRate, double warmup) {
    TrainingSettings usual = TrainingSettings.DEFAULTS;
    OptimizerSettings o = usual.optimizer();
    return new TrainingSettings(
        new Duration(epochs, 0),
        new BatchSettings(32, 1, true, 0),
        new OptimizerSettings(
            learningRate,
            o.course(),
            new Warmup(0, warmup),
            0.01,
            o.beta1(),
            o.beta2(),
            o.epsilon(),
            o.maximumGradientNorm(),
            o.layerDecay()),
        usual.loss(),
        usual.layers(),
        usual.evaluation(),
        usual.saving(),
        usual.precision(),
        usual.seed());
  }
}
