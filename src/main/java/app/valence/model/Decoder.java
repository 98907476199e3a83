package app.valence.model;

import app.valence.tensor.DecoderKernels;
import app.valence.tensor.DecoderKernels.Attended;
import app.valence.tensor.Kernels;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import java.util.Arrays;
import java.util.List;
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
  public Pass pass(Forward forward, TokenBatch batch) {
    return pass(forward, batch, null);
  }

  private Pass pass(Forward forward, TokenBatch batch, @Nullable KeyValueCache cache) {
    int past = cache == null ? 0 : cache.length();
    var context = contexts.of(forward, past, batch, cache);
    return new Pass() {
      @Override
      public Tensor embed(Forward piece) {
        return Decoder.this.embed(piece, batch, context);
      }

      @Override
      public Tensor layer(Forward piece, int number, Tensor x) {
        return Decoder.this.layer(piece, number, x, context.layer(piece, number), cache);
      }

      @Override
      public Tensor end(Forward piece, Tensor x) {
        return norm(piece, x, prefix() + names.finalNorm());
      }
    };
  }

  /**
   * The hidden states of the last layer, {@code [rows, length, hidden]}, of tokens that follow
   * those in a cache.
   *
   * @param cache takes up the tokens' keys and values unless it is finished
   */
  Tensor hiddenStates(Forward forward, TokenBatch batch, KeyValueCache cache) {
    Pass pass = pass(forward, batch, cache);
    Tensor x = pass.embed(forward);
    for (int number = 0; number < config.size().layers(); number++) {
      Tensor next = pass.layer(forward, number, x);
      x.close();
      x = next;
    }
    if (!cache.isFinished()) {
      cache.advance(batch.length());
    }
    return pass.end(forward, x);
  }

  private Tensor layer(
      Forward forward,
      int number,
      Tensor x,
      DecoderKernels.Context context,
      @Nullable KeyValueCache cache) {
    String layer = prefix() + names.layers().formatted(number);
    Tensor normed = norm(forward, x, layer + names.attentionNorm());
    List<String> inputs = names.attentionInputs().stream().map(part -> layer + part).toList();
    Attended attended =
        blocks.attention(forward, normed, inputs, layer + names.attentionOutput(), context);
    normed.close();
    if (cache != null && !cache.isFinished()) {
      cache.keep(number, attended.past());
    }
    Tensor middle = add(forward, attended.values(), x);
    normed = norm(forward, middle, layer + names.feedForwardNorm());
    Tensor out = add(forward, feedForward(forward, normed, layer), middle);
    normed.close();
    middle.close();
    return out;
  }

  private Tensor feedForward(Forward forward, Tensor x, String layer) {
    return names.gate().isEmpty()
        ? blocks.feedForward(forward, x, layer + names.up(), layer + names.down())
        : blocks.gatedFeedForward(
            forward, x, layer + names.gate(), layer + names.up(), layer + names.down());
  }

  /** Closes {@code x}: what the backward pass needs of it, the engine keeps by itself. */
  private Tensor add(Forward forward, Tensor x, Tensor residual) {
    Tensor keep = forward.keep(config.dropout().hidden(), x);
    Tensor sum = forward.scope().decoderKernels().addDropped(x, residual, keep);
    x.close();
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
    Tensor words =
        sparseWords
            ? kernels.sparseEmbedding(wordEmbeddings(), ids, config.unlearnedId())
            : kernels.embedding(wordEmbeddings(), ids, config.unlearnedId());
    return forward.dropOut(
        names.positions().isEmpty() ? words : positioned(forward, words, pass),
        config.dropout().embedding());
  }

  private Tensor positioned(Forward forward, Tensor words, AttentionContexts.Pass pass) {
    Kernels kernels = forward.scope().kernels();
    Tensor table = parameters.get(prefix() + names.positions() + ".weight");
    try (words) {
      return kernels.add(words, kernels.embedding(table, pass.positions(forward), -1));
    }
  }

  private String prefix() {
    return config.architecture().prefix() + ".";
  }
}
