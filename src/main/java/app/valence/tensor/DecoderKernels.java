package app.valence.tensor;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations of decoders and of low-rank adapters (Hu et al., 2022) beyond those that all
 * models share. Results belong to the scope that these kernels came from, and gradients flow
 * through all of them.
 */
public final class DecoderKernels {
  private final TorchScriptModule module;
  private final PtNDManager pool;

  DecoderKernels(TorchScriptModule module, PtNDManager pool) {
    this.module = module;
    this.pool = pool;
  }

  /**
   * A matrix {@code [in, out]} as one that is {@code [out, in]}: a view, whose changes are changes
   * of the matrix.
   */
  public Tensor transpose(Tensor matrix) {
    HalfMatrix half = matrix.half();
    return half == null ? tensor("transpose", matrix) : new Tensor(half.transposed(pool));
  }

  /**
   * {@code residual + x · keep}: the end of a pre-norm transformer's blocks.
   *
   * @param keep 0 for dropped elements and 1/(1-p) for kept ones, or null for no dropout
   */
  public Tensor addDropped(Tensor x, Tensor residual, @Nullable Tensor keep) {
    return tensor("add_dropped", x, residual, keep);
  }

  /**
   * Attention between its projections: one kernel from hidden states to hidden states.
   *
   * @param x {@code [batch, tokens, hidden]}
   */
  public Attended attention(Tensor x, Projections weights, Context context, Precision precision) {
    return attended(
        context.keepsPast(),
        "attention",
        x,
        weights.inputs(),
        weights.inputBiases(),
        weights.output(),
        weights.outputBias(),
        context.rotary(),
        context.past(),
        context.mask(),
        (long) context.headSize(),
        context.causal(),
        context.scale(),
        context.dropout(),
        context.keepsPast(),
        precision.isBf16() || weights.output().isHalf() || anyHalf(weights.inputs()));
  }

  private static boolean anyHalf(List<Tensor> matrices) {
    return matrices.stream().anyMatch(Tensor::isHalf);
  }

  /**
   * Attention without its projections; the values are {@code [batch, tokens, heads · size]}.
   *
   * @param parts query, key and value, or the three of them in one tensor
   */
  public Attended attend(List<Tensor> parts, Context context, Precision precision) {
    return attended(
        context.keepsPast(),
        "attend",
        parts,
        context.rotary(),
        context.past(),
        context.mask(),
        (long) context.headSize(),
        context.causal(),
        context.scale(),
        context.dropout(),
        context.keepsPast(),
        precision.isBf16());
  }

  /** The activation of {@code gate} times {@code up} (Shazeer, 2020). */
  public Tensor gate(Tensor gate, Tensor up, Activation activation) {
    return tensor("gate", gate, up, activation.kernelName);
  }

  /**
   * The gate between its projections.
   *
   * @param weights gate and up {@code [inner, hidden]}, down {@code [hidden, inner]}
   * @param biases of each, or an empty list
   */
  public Tensor gatedFeedForward(
      Tensor x,
      List<Tensor> weights,
      List<Tensor> biases,
      Activation activation,
      Precision precision) {
    return tensor(
        "gated_feed_forward",
        x,
        weights,
        biases,
        activation.kernelName,
        precision.isBf16() || anyHalf(weights));
  }

  /**
   * {@code x · weightᵀ + bias + scale · (x · keep) · downᵀ · upᵀ}.
   *
   * @param keep 0 for dropped elements and 1/(1-p) for kept ones, or null for no dropout
   */
  public Tensor adaptedLinear(
      Tensor x,
      Tensor weight,
      @Nullable Tensor bias,
      LowRank adapter,
      @Nullable Tensor keep,
      Precision precision) {
    return tensor(
        "adapted_linear",
        x,
        weight,
        bias,
        adapter.down(),
        adapter.up(),
        adapter.scale(),
        keep,
        precision.isBf16() || weight.isHalf(),
        precision.isBf16());
  }

  /** Adds {@code scale · up · down} to {@code weight}, {@code [out, in]}, in place. */
  public void mergeAdapter(Tensor weight, LowRank adapter) {
    module.call("merge_adapter", weight, adapter.down(), adapter.up(), adapter.scale()).close();
  }

  private Attended attended(boolean keepsPast, String kernel, @Nullable Object... arguments) {
    try (IValue result = module.call(kernel, arguments)) {
      List<Tensor> all = Arrays.stream(result.toTensorArray(pool)).map(Tensor::new).toList();
      return new Attended(all.get(0), keepsPast ? all.subList(1, 3) : List.of());
    }
  }

  private Tensor tensor(String kernel, @Nullable Object... arguments) {
    try (IValue result = module.call(kernel, arguments)) {
      return new Tensor(result.toTensor(pool));
    }
  }

  /**
   * The matrices around attention, {@code [out, in]}.
   *
   * @param inputs those of query, key and value, or the three of them in one
   * @param inputBiases of each, or an empty list
   */
  public record Projections(
      List<Tensor> inputs, List<Tensor> inputBiases, Tensor output, @Nullable Tensor outputBias) {}

  /**
   * What attention goes by besides its input.
   *
   * @param headSize units of a head; fewer heads of keys than of queries are shared evenly
   * @param rotary cosines and sines (Su et al., 2021), {@code [tokens, size / 2]} each or with
   *     batch and heads in front, or nothing
   * @param past keys and values of the tokens before, {@code [batch, groups, earlier, size]} each,
   *     where a batch of 1 serves any, or nothing
   * @param mask additive, {@code [tokens, earlier + tokens]} or a shape that broadcasts to it with
   *     batch and heads in front, or null
   * @param causal whether a token sees none that follow it; with a mask, the mask alone says so
   * @param scale the factor of the scores
   * @param dropout the share of attention weights that is dropped
   * @param keepsPast whether keys and values are given back
   */
  public record Context(
      int headSize,
      List<Tensor> rotary,
      List<Tensor> past,
      @Nullable Tensor mask,
      boolean causal,
      double scale,
      double dropout,
      boolean keepsPast) {}

  /**
   * What attention gives.
   *
   * @param values of the input's tokens
   * @param past keys and values of all tokens so far, if they were asked for
   */
  public record Attended(Tensor values, List<Tensor> past) {}

  /**
   * A low-rank layer.
   *
   * @param down {@code [rank, in]}
   * @param up {@code [out, rank]}
   * @param scale its factor
   */
  public record LowRank(Tensor down, Tensor up, double scale) {}
}
