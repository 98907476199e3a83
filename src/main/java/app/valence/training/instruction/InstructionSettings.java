package app.valence.training.instruction;

import app.valence.evaluation.MetricName;
import app.valence.prompting.PromptFile;
import app.valence.prompting.PromptForm;
import app.valence.training.BatchSettings;
import app.valence.training.EvaluationSettings;
import app.valence.training.LossSettings;
import app.valence.training.TrainingSettings;
import app.valence.training.optimizer.LearningRateSchedule;
import app.valence.training.optimizer.OptimizerSettings;
import java.util.Map;

/**
 * Settings of instruction tuning.
 *
 * @param length the most tokens of a prompt with its answer, and of a packed row
 * @param lossOn which tokens are learned
 * @param packing whether short examples share a row; they do not see each other
 * @param training everything else; a batch is of rows
 */
public record InstructionSettings(
    int length, LossOn lossOn, boolean packing, TrainingSettings training) {
  /** The longest prompt unless something else is said, for models that can read as much. */
  public static final int USUAL_LENGTH = 1024;

  /** What serves well unless something is known to be better, for all of a model's weights. */
  public static final TrainingSettings USUAL = usual(2e-5);

  private static final int SHORTEST = 8;
  private static final String LOSS_ON = "loss_on";
  private static final String PACKING = "packing";

  /** The same at another learning rate. */
  public static TrainingSettings usual(double learningRate) {
    TrainingSettings defaults = TrainingSettings.DEFAULTS;
    OptimizerSettings optimizer = defaults.optimizer();
    return new TrainingSettings(
        defaults.duration(),
        BatchSettings.DEFAULTS,
        new OptimizerSettings(
            learningRate,
            LearningRateSchedule.Course.LINEAR,
            new OptimizerSettings.Warmup(0, 0.03),
            optimizer.weightDecay(),
            optimizer.beta1(),
            optimizer.beta2(),
            optimizer.epsilon(),
            optimizer.maximumGradientNorm(),
            optimizer.layerDecay()),
        defaults.loss(),
        defaults.layers(),
        new EvaluationSettings(0, 10, MetricName.LOSS, 0),
        defaults.saving(),
        defaults.precision(),
        defaults.seed());
  }

  /** Checks what the answer of a language model has no meaning for. */
  public InstructionSettings {
    if (length < SHORTEST) {
      throw new IllegalArgumentException(
          "A prompt has at least %d tokens, not %d.".formatted(SHORTEST, length));
    }
    if (training.loss().classWeighting() != LossSettings.ClassWeighting.NONE) {
      throw new IllegalArgumentException(
          "Classes cannot be weighted where a language model answers with words: leave the class"
              + " weights out, or balance the data.");
    }
  }

  /** The settings of a run whose prompts are kept as {@code stored} beside its model. */
  public static InstructionSettings of(PromptFile.Content stored, TrainingSettings training) {
    boolean all = LossOn.ALL.key().equals(stored.tuning().get(LOSS_ON));
    boolean packing = Boolean.parseBoolean(stored.tuning().get(PACKING));
    return new InstructionSettings(
        stored.length(), all ? LossOn.ALL : LossOn.ANSWER, packing, training);
  }

  /** What is kept beside a model that is tuned by prompts of this form. */
  public PromptFile.Content stored(PromptForm form) {
    return new PromptFile.Content(
        form, length, Map.of(LOSS_ON, lossOn.key(), PACKING, Boolean.toString(packing)));
  }

  /** What a checkpoint's own settings do not hold; another would be another run. */
  String description() {
    return "loss on %s%s, up to %d tokens"
        .formatted(lossOn == LossOn.ALL ? "all" : "answers", packing ? ", packed" : "", length);
  }
}
