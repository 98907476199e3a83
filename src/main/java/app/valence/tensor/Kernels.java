package app.valence.tensor;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations that models and training are made of. Each is one call into native code; results
 * belong to the scope that these kernels came from, and gradients flow through all of them. Shapes
 * are given as {@code [batch, tokens, hidden]}. What is multiplied with a matrix in bfloat16 is
 * rounded to it, so that no copy of the matrix in 32 bits waits for the backward pass.
 */
public final class Kernels {
  private final TorchScriptModule module;
  private final PtNDManager pool;

  Kernels(TorchScriptModule module, PtNDManager pool) {
    this.module = module;
    this.pool = pool;
  }

  /**
   * Rows of {@code weight [rows, hidden]} by number.
   *
   * @param ids {@code [batch, tokens]}
   * @param paddingId a row that gets no gradient, or -1
   * @return {@code [batch, tokens, hidden]}
   */
  public Tensor embedding(Tensor weight, Tensor ids, long paddingId) {
    return tensor("embedding", weight, ids, paddingId, false);
  }

  /**
   * The same with a gradient that lists only the rows that were used, which {@link
   * TrainingKernels#addRows} adds up: filling a gradient for a whole vocabulary with zeros takes
   * longer than all the rest of it.
   */
  public Tensor sparseEmbedding(Tensor weight, Tensor ids, long paddingId) {
    return tensor("embedding", weight, ids, paddingId, true);
  }

  /**
   * {@code x · weightᵀ + bias}.
   *
   * @param weight {@code [out, in]}
   * @param bias {@code [out]}, or null
   */
  public Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias, Precision precision) {
    return tensor("linear", x, weight, bias, precision.isBf16() || weight.isHalf());
  }

  /** Applies a non-linearity to each element. */
  public Tensor activate(Tensor x, Activation activation) {
    return tensor("activate", x, activation.kernelName);
  }

  /** The sum of two tensors of one shape, or of shapes that broadcast. */
  public Tensor add(Tensor a, Tensor b) {
    return tensor("add", a, b);
  }

  /** The product, element by element, of two tensors of shapes that broadcast. */
  public Tensor multiply(Tensor a, Tensor b) {
    return tensor("multiply", a, b);
  }

  /** Layer normalisation over the last dimension (Ba et al., 2016). */
  public Tensor layerNorm(Tensor x, Norm norm) {
    return tensor("layer_norm", x, norm.weight(), norm.bias(), norm.epsilon());
  }

  /** Root-mean-square normalisation over the last dimension (Zhang and Sennrich, 2019). */
  public Tensor rmsNorm(Tensor x, Tensor weight, double epsilon) {
    return tensor("rms_norm", x, weight, epsilon);
  }

  /**
   * Layer normalisation of {@code residual + x · keep}: the end of a post-norm transformer's
   * blocks.
   *
   * @param keep 0 for dropped elements and 1/(1-p) for kept ones, or null for no dropout
   */
  public Tensor addNorm(Tensor x, Tensor residual, @Nullable Tensor keep, Norm norm) {
    return tensor("add_norm", x, residual, keep, norm.weight(), norm.bias(), norm.epsilon());
  }

  /**
   * Multi-head scaled dot-product self-attention with its output projection.
   *
   * @param x {@code [batch, tokens, hidden]}
   * @param mask additive, {@code [batch, 1, 1, tokens]}, or null where nothing is padding
   * @param dropout the share of attention weights that is dropped
   * @return {@code [batch, tokens, hidden]}
   */
  public Tensor selfAttention(
      Tensor x, Attention weights, @Nullable Tensor mask, double dropout, Precision precision) {
    List<Tensor> matrices =
        List.of(weights.query(), weights.key(), weights.value(), weights.output());
    return tensor(
        "self_attention",
        x,
        matrices,
        List.of(weights.queryBias(), weights.keyBias(), weights.valueBias(), weights.outputBias()),
        mask,
        (long) weights.heads(),
        dropout,
        precision.isBf16() || matrices.stream().anyMatch(Tensor::isHalf));
  }

  /** Two linear layers with a non-linearity between them. */
  public Tensor feedForward(Tensor x, FeedForward weights, Precision precision) {
    return tensor(
        "feed_forward",
        x,
        weights.up(),
        weights.upBias(),
        weights.down(),
        weights.downBias(),
        weights.activation().kernelName,
        precision.isBf16() || weights.up().isHalf() || weights.down().isHalf());
  }

  /** The hidden state of one position, {@code [batch, hidden]}. */
  public Tensor position(Tensor x, long position) {
    return tensor("position", x, position);
  }

  /**
   * The mean hidden state of each text, {@code [batch, hidden]}.
   *
   * @param lengths tokens of each text without padding, {@code [batch]}
   */
  public Tensor meanOfTokens(Tensor x, Tensor lengths) {
    return tensor("mean_of_tokens", x, lengths);
  }

  /**
   * The greatest value of each unit over a text's tokens, {@code [batch, hidden]}.
   *
   * @param lengths tokens of each text without padding, {@code [batch]}
   */
  public Tensor maximumOfTokens(Tensor x, Tensor lengths) {
    return tensor("maximum_of_tokens", x, lengths);
  }

  /**
   * The hidden states of chosen positions, {@code [positions, hidden]}.
   *
   * @param numbers positions counted through the batch, row by row
   */
  public Tensor positions(Tensor x, Tensor numbers) {
    return tensor("positions", x, numbers);
  }

  /** The summed entropy, in nats, of the distributions that rows of logits stand for. */
  public Tensor entropy(Tensor logits) {
    return tensor("entropy", logits);
  }

  /**
   * The logarithms of probabilities, one for each pair of a row and a token, {@code [pairs]}.
   *
   * @param logits {@code [rows, vocabulary]}
   */
  public Tensor logLikelihoods(Tensor logits, Tensor rows, Tensor tokens) {
    return tensor("log_likelihoods", logits, rows, tokens);
  }

  /**
   * The eigenvectors of a symmetric matrix's {@code count} greatest eigenvalues, each times the
   * root of its eigenvalue, {@code [rows, count]}.
   *
   * @param start {@code [rows, count or more]}, random
   * @param iterations multiplications by the matrix
   */
  public Tensor eigenvectors(Tensor matrix, Tensor start, long iterations, long count) {
    return tensor("eigenvectors", matrix, start, iterations, count);
  }

  /** Softmax over the last dimension. */
  public Tensor softmax(Tensor logits) {
    return tensor("softmax", logits);
  }

  /** The sum of all elements. */
  public Tensor checksum(Tensor x) {
    return tensor("checksum", x);
  }

  /** The matrix product of two matrices. */
  public Tensor matmul(Tensor a, Tensor b, Precision precision) {
    return tensor("matmul", a, b, precision.isBf16());
  }

  private Tensor tensor(String kernel, @Nullable Object... arguments) {
    try (IValue result = module.call(kernel, arguments)) {
      return new Tensor(result.toTensor(pool));
    }
  }

  /**
   * A layer norm's weight and bias, {@code [hidden]}, and the term that keeps it from dividing by
   * 0.
   */
  public record Norm(Tensor weight, Tensor bias, double epsilon) {}

  /** An attention block's four projections, {@code [hidden, hidden]}, and their biases. */
  public record Attention(
      Tensor query,
      Tensor queryBias,
      Tensor key,
      Tensor keyBias,
      Tensor value,
      Tensor valueBias,
      Tensor output,
      Tensor outputBias,
      int heads) {}

  /** A feed-forward block: up {@code [inner, hidden]}, down {@code [hidden, inner]}. */
  public record FeedForward(
      Tensor up, Tensor upBias, Tensor down, Tensor downBias, Activation activation) {}
}
