package app.valence.model;

import app.valence.tensor.DecoderKernels.Attended;
import app.valence.tensor.Kernels;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A transformer whose tokens see only those before them, with normalisation before each block: the
 * body of GPT-2, and that of Llama, Mistral and Qwen2.
 *
 * <p>Padding stands at the end of a row, where no token sees it, so attention needs no mask for it.
 */
final class Decoder implements Body {
  private final ModelConfig config;
  private final ParameterSet parameters;
  private final DecoderNames names;
  private final Blocks blocks;
  private final AttentionContexts contexts;
  private final boolean sparseWords;

  /**
   * A decoder over parameters that exist.
   *
   * @param sparseWords whether the word embeddings' gradient comes as a sparse one
   */
  Decoder(ModelConfig config, ParameterSet parameters, Linears linears, boolean sparseWords) {
    this.config = config;
    this.parameters = parameters;
    this.names = config.architecture().decoderNames();
    this.blocks = new Blocks(config, linears);
    this.contexts = new AttentionContexts(config);
    this.sparseWords = sparseWords;
  }

  @Override
  public String wordEmbeddingsName() {
    return prefix() + names.words() + ".weight";
  }

  Tensor wordEmbeddings() {
    return parameters.get(wordEmbeddingsName());
  }

  @Override
  public Tensor hiddenStates(Forward forward, TokenBatch batch) {
    return hiddenStates(forward, batch, null);
  }

  /**
   * The hidden states of the last layer, {@code [rows, length, hidden]}, of tokens that follow
   * those in a cache.
   *
   * @param cache takes up the tokens' keys and values unless it is finished; null where nothing
   *     follows
   */
  Tensor hiddenStates(Forward forward, TokenBatch batch, @Nullable KeyValueCache cache) {
    int past = cache == null ? 0 : cache.length();
    var pass = contexts.of(forward, past, batch, cache);
    KeyValueCache growing = cache == null || cache.isFinished() ? null : cache;
    Tensor x = embed(forward, batch, pass);
    for (int number = 0; number < config.size().layers(); number++) {
      String layer = prefix() + names.layers().formatted(number);
      Tensor normed = norm(forward, x, layer + names.attentionNorm());
      Attended attended =
          blocks.attention(
              forward,
              normed,
              names.attentionInputs().stream().map(part -> layer + part).toList(),
              layer + names.attentionOutput(),
              pass.layer(number));
      normed.close();
      if (growing != null) {
        growing.keep(number, attended.past());
      }
      x = add(forward, attended.values(), x);
      normed = norm(forward, x, layer + names.feedForwardNorm());
      x = add(forward, feedForward(forward, normed, layer), x);
      normed.close();
    }
    if (growing != null) {
      growing.advance(batch.length());
    }
    return norm(forward, x, prefix() + names.finalNorm());
  }

  private Tensor feedForward(Forward forward, Tensor x, String layer) {
    return names.gate().isEmpty()
        ? blocks.feedForward(forward, x, layer + names.up(), layer + names.down())
        : blocks.gatedFeedForward(
            forward, x, layer + names.gate(), layer + names.up(), layer + names.down());
  }

  /** Closes what it consumes: what the backward pass needs of it, the engine keeps by itself. */
  private Tensor add(Forward forward, Tensor x, Tensor residual) {
    Tensor keep = forward.keep(config.dropout().hidden(), x);
    Tensor sum = forward.scope().decoderKernels().addDropped(x, residual, keep);
    x.close();
    residual.close();
    return sum;
  }

  private Tensor norm(Forward forward, Tensor x, String part) {
    Kernels kernels = forward.scope().kernels();
    Tensor weight = parameters.get(part + ".weight");
    return names.layerNorms()
        ? kernels.layerNorm(
            x, new Kernels.Norm(weight, parameters.get(part + ".bias"), config.normEpsilon()))
        : kernels.rmsNorm(x, weight, config.normEpsilon());
  }

  private Tensor embed(Forward forward, TokenBatch batch, AttentionContexts.Pass pass) {
    TensorScope scope = forward.scope();
    Kernels kernels = scope.kernels();
    long[] numbers = Arrays.stream(batch.ids()).asLongStream().toArray();
    Tensor ids = scope.longs(numbers, batch.rows(), batch.length());
    Tensor x =
        sparseWords
            ? kernels.sparseEmbedding(wordEmbeddings(), ids, config.unlearnedId())
            : kernels.embedding(wordEmbeddings(), ids, config.unlearnedId());
    if (!names.positions().isEmpty()) {
      Tensor table = parameters.get(prefix() + names.positions() + ".weight");
      x = kernels.add(x, kernels.embedding(table, pass.positions(forward), -1));
    }
    Tensor keep = forward.keep(config.dropout().embedding(), x);
    return keep == null ? x : kernels.multiply(x, keep);
  }

  private String prefix() {
    return config.architecture().prefix() + ".";
  }
}
