package app.valence.training.optimizer;

import app.valence.tensor.GradientMode;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import app.valence.tensor.TrainingKernels;
import java.util.ArrayList;
import java.util.List;

/**
 * AdamW with bias correction and decoupled weight decay (Loshchilov and Hutter, 2019), over clipped
 * gradients. Its two moments a parameter belong to the scope in which it was made.
 */
public final class AdamW {
  private final ParameterGroups parameters;
  private final OptimizerSettings settings;
  private final List<Tensor> firstMoments = new ArrayList<>();
  private final List<Tensor> secondMoments = new ArrayList<>();

  /** Starts with moments of 0. */
  public AdamW(ParameterGroups parameters, OptimizerSettings settings, TensorScope scope) {
    this.parameters = parameters;
    this.settings = settings;
    for (Tensor tensor : parameters.tensors()) {
      firstMoments.add(scope.zeros(tensor.shape()));
      secondMoments.add(scope.zeros(tensor.shape()));
    }
  }

  /**
   * Moves all parameters one step.
   *
   * @param gradients of the trainable parameters, in their order; overwritten
   * @param norm the gradients' global norm
   * @param step the number of this step, counted from 1
   * @param learningRate the schedule's rate
   */
  public void step(
      TensorScope scope, List<Tensor> gradients, Tensor norm, long step, double learningRate) {
    TrainingKernels kernels = scope.trainingKernels();
    Tensor stepTensor = scope.floats(new float[] {step});
    try (var off = GradientMode.off()) {
      for (ParameterGroups.Group group : parameters.groups()) {
        var state =
            new TrainingKernels.AdamWState(
                group.of(parameters.tensors()),
                group.of(gradients),
                group.of(firstMoments),
                group.of(secondMoments));
        kernels.adamW(state, stepTensor, settingsOf(group, learningRate), norm);
      }
    }
  }

  private TrainingKernels.AdamWSettings settingsOf(
      ParameterGroups.Group group, double learningRate) {
    return new TrainingKernels.AdamWSettings(
        learningRate * group.rateFactor(),
        settings.beta1(),
        settings.beta2(),
        settings.epsilon(),
        group.weightDecay(),
        settings.maximumGradientNorm());
  }

  /** The names of the parameters, to which the moments belong in order. */
  public List<String> names() {
    return parameters.names();
  }

  /** The first moments, in the parameters' order. */
  public List<Tensor> firstMoments() {
    return firstMoments;
  }

  /** The second moments, in the parameters' order. */
  public List<Tensor> secondMoments() {
    return secondMoments;
  }
}
