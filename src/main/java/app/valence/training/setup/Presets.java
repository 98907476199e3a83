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
  public static final TrainingSettings FROM_SCRATCH = fromScratch();

  private Presets() {}

  private static TrainingSettings fromScratch() {
    TrainingSettings usual = TrainingSettings.DEFAULTS;
    OptimizerSettings o = usual.optimizer();
    return new TrainingSettings(
        new Duration(10, 0),
        new BatchSettings(32, 1, true, 0),
        new OptimizerSettings(
            5e-4,
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
        usual.evaluation(),
        usual.saving(),
        usual.precision(),
        usual.seed());
  }
}
