package app.valence.training.loop;

import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import app.valence.training.LossSettings;
import org.jspecify.annotations.Nullable;

/**
 * The loss of a batch. It is a sum divided by a denominator that the whole optimizer step shares,
 * so neither the loss nor its gradients depend on how the step is split into parts.
 */
public final class Objective {
  /** Labels with this id do not count. */
  public static final int IGNORED = -100;

  private final LossSettings settings;
  private final float @Nullable [] classWeights;

  /**
   * An objective over classes.
   *
   * @param classCounts examples of each class in the training data, which "balanced" goes by
   */
  public Objective(LossSettings settings, int[] classCounts) {
    this.settings = settings;
    this.classWeights =
        settings.classWeighting() == LossSettings.ClassWeighting.BALANCED
            ? balanced(classCounts)
            : null;
  }

  private static float[] balanced(int[] counts) {
    double total = 0;
    int present = 0;
    for (int count : counts) {
      total += count;
      present += count > 0 ? 1 : 0;
    }
    var weights = new float[counts.length];
    for (int c = 0; c < counts.length; c++) {
      weights[c] = counts[c] == 0 ? 0 : (float) (total / (present * (double) counts[c]));
    }
    return weights;
  }

  /** How much one part adds to the denominator of its step: its labels' number, or their weight. */
  public double denominator(long[] labels) {
    double sum = 0;
    for (long label : labels) {
      if (label != IGNORED) {
        sum += classWeights == null ? 1 : classWeights[(int) label];
      }
    }
    return sum;
  }

  /**
   * The loss of one part of a step.
   *
   * @param logits {@code [..., classes]}
   * @param labels {@code [...]}
   */
  public Tensor loss(TensorScope scope, Tensor logits, Tensor labels, double denominator) {
    var kernels = scope.trainingKernels();
    Tensor weights = classWeights == null ? null : scope.floats(classWeights, classWeights.length);
    if (settings.focalGamma() > 0) {
      return kernels.focalLoss(logits, labels, weights, settings.focalGamma(), denominator);
    }
    return kernels.crossEntropy(
        logits, labels, weights, IGNORED, settings.labelSmoothing(), denominator);
  }
}
