package app.valence.tensor;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a training step beyond the model: losses, gradients and the optimizer. Results
 * belong to the scope that these kernels came from.
 */
public final class TrainingKernels {
  private final TorchScriptModule module;
  private final PtNDManager pool;

  TrainingKernels(TorchScriptModule module, PtNDManager pool) {
    this.module = module;
    this.pool = pool;
  }

  /**
   * Summed cross-entropy divided by {@code denominator}; a denominator of the whole optimizer step
   * makes the loss independent of how the step is split.
   *
   * @param logits {@code [..., classes]}
   * @param labels {@code [...]}; {@code ignored} marks entries that do not count
   * @param classWeights {@code [classes]}, or null
   */
  public Tensor crossEntropy(
      Tensor logits,
      Tensor labels,
      @Nullable Tensor classWeights,
      long ignored,
      double smoothing,
      double denominator) {
    return tensor("cross_entropy", logits, labels, classWeights, ignored, smoothing, denominator);
  }

  /**
   * Summed focal loss (Lin et al., 2017), {@code -(1 - p)^gamma · log p} of the right class times
   * its weight, divided by {@code denominator}.
   *
   * @param logits {@code [..., classes]}
   * @param labels {@code [...]}
   * @param classWeights {@code [classes]}, or null
   */
  public Tensor focalLoss(
      Tensor logits,
      Tensor labels,
      @Nullable Tensor classWeights,
      double gamma,
      double denominator) {
    return tensor("focal_loss", logits, labels, classWeights, gamma, denominator);
  }

  /**
   * How many labels have the highest score; ignored labels are none of the classes and never do.
   *
   * @param logits {@code [..., classes]}
   * @param labels {@code [...]}
   */
  public Tensor countCorrect(Tensor logits, Tensor labels) {
    return tensor("count_correct", logits, labels);
  }

  /**
   * The gradients of a scalar with respect to {@code parameters}, in their order. The gradient of a
   * table that was looked up sparsely is sparse, and only {@link #addRows} can read it.
   *
   * @throws RuntimeException if the scalar does not depend on one of them
   */
  public List<Tensor> gradients(Tensor loss, List<Tensor> parameters) {
    try (IValue result = module.call("gradients", loss, parameters)) {
      return Arrays.stream(result.toTensorArray(pool)).map(Tensor::new).toList();
    }
  }

  /**
   * The gradients of a loss with respect to {@code inputs}, through a piece of the pass that led to
   * it.
   *
   * @param output of the piece, or the loss itself
   * @param gradient the loss's with respect to {@code output}, or null if that is the loss
   * @return in the order of the inputs; a tensor without elements where {@code output} does not
   *     depend on one
   */
  public List<Tensor> partialGradients(
      Tensor output, @Nullable Tensor gradient, List<Tensor> inputs) {
    try (IValue result = module.call("partial_gradients", output, gradient, inputs)) {
      return Arrays.stream(result.toTensorArray(pool)).map(Tensor::new).toList();
    }
  }

  /** Adds to each of {@code sums}, in place, its counterpart. */
  public void addInPlace(List<Tensor> sums, List<Tensor> terms) {
    module.call("add_in_place", sums, terms).close();
  }

  /** Adds the rows that a sparse gradient lists to {@code table}, in place. */
  public void addRows(Tensor table, Tensor sparseGradient) {
    module.call("add_rows", table, sparseGradient).close();
  }

  /** The rows of {@code table} with these numbers, as a copy. */
  public Tensor rows(Tensor table, Tensor numbers) {
    return tensor("rows", table, numbers);
  }

  /** Sets the rows of {@code table} with these numbers to 0. */
  public void clearRows(Tensor table, Tensor numbers) {
    module.call("clear_rows", table, numbers).close();
  }

  /** The L2 norm of all elements of all tensors together. */
  public Tensor globalNorm(List<Tensor> tensors) {
    return tensor("global_norm", tensors);
  }

  /** The L2 norm of each tensor. */
  public List<Tensor> norms(List<Tensor> tensors) {
    try (IValue result = module.call("norms", tensors)) {
      return Arrays.stream(result.toTensorArray(pool)).map(Tensor::new).toList();
    }
  }

  /**
   * One step of AdamW (Loshchilov and Hutter, 2019) with bias correction, in place, over gradients
   * clipped to a global norm as PyTorch's {@code clip_grad_norm_} does.
   *
   * @param state parameters, their gradients (which are overwritten), and both moments
   * @param step a tensor that holds the number of this step, counted from 1
   * @param norm the global norm of all gradients, of other groups too
   */
  public void adamW(AdamWState state, Tensor step, AdamWSettings settings, Tensor norm) {
    module
        .call(
            "adam_w",
            state.parameters(),
            state.gradients(),
            state.firstMoments(),
            state.secondMoments(),
            step,
            settings.learningRate(),
            settings.beta1(),
            settings.beta2(),
            settings.weightDecay(),
            settings.epsilon(),
            norm,
            settings.maximumNorm())
        .close();
  }

  private Tensor tensor(String kernel, @Nullable Object... arguments) {
    try (IValue result = module.call(kernel, arguments)) {
      return new Tensor(result.toTensor(pool));
    }
  }

  /** Lists of equal length: what one group of parameters needs for a step. */
  public record AdamWState(
      List<Tensor> parameters,
      List<Tensor> gradients,
      List<Tensor> firstMoments,
      List<Tensor> secondMoments) {}

  /**
   * The settings of one step for one group.
   *
   * @param maximumNorm the global norm to clip to, or 0 for no clipping
   */
  public record AdamWSettings(
      double learningRate,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      double maximumNorm) {}
}
