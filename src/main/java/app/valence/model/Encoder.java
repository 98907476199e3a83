package app.valence.model;

import app.valence.tensor.DecoderKernels;
import app.valence.tensor.Kernels;
import app.valence.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bidirectional transformer with normalisation after each block (Vaswani et al., 2017; Devlin et
 * al., 2019): the body that BERT, RoBERTa, DistilBERT and ELECTRA share.
 */
final class Encoder implements Body {
  /** Added to the attention scores of padding; its exponential is 0 in 32 and in 16 bits. */
  private static final float MASKED = -1e9f;

  private final ModelConfig config;
  private final ParameterSet parameters;
  private final String prefix;
  private final boolean sparseWords;
  private final Linears linears;
  private final Blocks blocks;
  private final Kernels.Norm embeddingNorm;
  private final List<Layer> layers = new ArrayList<>();

  private record Layer(
      String prefix,
      Kernels.Attention attention,
      Kernels.Norm attentionNorm,
      Kernels.FeedForward feedForward,
      Kernels.Norm outputNorm) {}

  /**
   * An encoder over parameters that exist.
   *
   * @param sparseWords whether the word embeddings' gradient comes as a sparse one
   */
  Encoder(ModelConfig config, ParameterSet parameters, Linears linears, boolean sparseWords) {
    this.linears = linears;
    this.blocks = new Blocks(config, linears);
    this.sparseWords = sparseWords;
    this.config = config;
    this.parameters = parameters;
    this.prefix = config.architecture().prefix() + ".";
    this.embeddingNorm = norm(prefix + config.architecture().names().embeddingNorm());
    for (int number = 0; number < config.size().layers(); number++) {
      layers.add(layer(number));
    }
  }

  private Layer layer(int number) {
    EncoderNames names = config.architecture().names();
    String layer = prefix + names.layers().formatted(number);
    var attention =
        new Kernels.Attention(
            weight(layer + names.query()),
            bias(layer + names.query()),
            weight(layer + names.key()),
            bias(layer + names.key()),
            weight(layer + names.value()),
            bias(layer + names.value()),
            weight(layer + names.attentionOutput()),
            bias(layer + names.attentionOutput()),
            config.size().heads());
    var feedForward =
        new Kernels.FeedForward(
            weight(layer + names.up()),
            bias(layer + names.up()),
            weight(layer + names.down()),
            bias(layer + names.down()),
            config.activation());
    return new Layer(
        layer,
        attention,
        norm(layer + names.attentionNorm()),
        feedForward,
        norm(layer + names.outputNorm()));
  }

  private Tensor weight(String part) {
    return parameters.get(part + ".weight");
  }

  private Tensor bias(String part) {
    return parameters.get(part + ".bias");
  }

  private Kernels.Norm norm(String part) {
    return new Kernels.Norm(weight(part), bias(part), config.normEpsilon());
  }

  /**
   * The word embedding table, {@code [vocabulary, embedding]}, which a language model's head
   * shares.
   */
  Tensor wordEmbeddings() {
    return parameters.get(wordEmbeddingsName());
  }

  @Override
  public String wordEmbeddingsName() {
    return prefix + config.architecture().names().words() + ".weight";
  }

  @Override
  public Pass pass(Forward forward, TokenBatch batch) {
    Tensor mask = attentionMask(forward, batch);
    return new Pass() {
      @Override
      public Tensor embed(Forward piece) {
        return Encoder.this.embed(piece, batch);
      }

      @Override
      public Tensor layer(Forward piece, int number, Tensor x) {
        return Encoder.this.layer(piece, layers.get(number), number, x, mask);
      }

      @Override
      public Tensor end(Forward piece, Tensor x) {
        return x;
      }
    };
  }

  private Tensor layer(Forward forward, Layer layer, int number, Tensor x, @Nullable Tensor mask) {
    Tensor attended = attention(forward, layer, number, x, mask);
    Tensor middle = addNorm(forward, attended, x, layer.attentionNorm());
    attended.close();
    Tensor transformed = feedForward(forward, middle, layer);
    Tensor out = addNorm(forward, transformed, middle, layer.outputNorm());
    transformed.close();
    middle.close();
    return out;
  }

  private Tensor attention(
      Forward forward, Layer layer, int number, Tensor x, @Nullable Tensor mask) {
    double dropout = forward.attentionDropout(config.dropout().attention(), number);
    return hasAdapters(layer)
        ? adaptedAttention(forward, x, layer, mask, dropout)
        : forward
            .scope()
            .kernels()
            .selfAttention(x, layer.attention(), mask, dropout, forward.precision());
  }

  private boolean hasAdapters(Layer layer) {
    return linears.anyAdapted(
        Stream.concat(inputs(layer).stream(), Stream.of(output(layer))).toList());
  }

  private List<String> inputs(Layer layer) {
    EncoderNames names = config.architecture().names();
    return Stream.of(names.query(), names.key(), names.value())
        .map(layer.prefix()::concat)
        .toList();
  }

  private String output(Layer layer) {
    return layer.prefix() + config.architecture().names().attentionOutput();
  }

  private Tensor adaptedAttention(
      Forward forward, Tensor x, Layer layer, @Nullable Tensor mask, double dropout) {
    int size = config.size().hidden() / config.size().heads();
    var context =
        new DecoderKernels.Context(
            size, List.of(), List.of(), mask, false, 1 / Math.sqrt(size), dropout, false);
    return blocks.attention(forward, x, inputs(layer), output(layer), context).values();
  }

  private Tensor feedForward(Forward forward, Tensor x, Layer layer) {
    EncoderNames names = config.architecture().names();
    String up = layer.prefix() + names.up();
    String down = layer.prefix() + names.down();
    return linears.anyAdapted(List.of(up, down))
        ? blocks.feedForward(forward, x, up, down)
        : forward.scope().kernels().feedForward(x, layer.feedForward(), forward.precision());
  }

  private Tensor addNorm(Forward forward, Tensor x, Tensor residual, Kernels.Norm norm) {
    Tensor keep = forward.keep(config.dropout().hidden(), x);
    return forward.scope().kernels().addNorm(x, residual, keep, norm);
  }

  private Tensor embed(Forward forward, TokenBatch batch) {
    Tensor x = forward.dropOut(normedEmbeddings(forward, batch), config.dropout().hidden());
    String projection = prefix + "embeddings_project";
    if (!parameters.has(projection + ".weight")) {
      return x;
    }
    try (x) {
      return linears.apply(forward, x, projection);
    }
  }

  private Tensor normedEmbeddings(Forward forward, TokenBatch batch) {
    var scope = forward.scope();
    Kernels kernels = scope.kernels();
    EncoderNames names = config.architecture().names();
    Tensor ids = scope.longs(widen(batch.ids()), batch.rows(), batch.length());
    Tensor places = positions(forward, batch);
    if (!names.tokenTypes().isEmpty()) {
      Tensor table = weight(prefix + names.tokenTypes());
      places = kernels.add(places, kernels.embedding(table, tokenTypes(forward, batch), -1));
    }
    try (Tensor words =
            sparseWords
                ? kernels.sparseEmbedding(wordEmbeddings(), ids, config.paddingId())
                : kernels.embedding(wordEmbeddings(), ids, config.paddingId());
        Tensor sum = kernels.add(words, places)) {
      return kernels.layerNorm(sum, embeddingNorm);
    }
  }

  /** Single texts have no other type than 0, and one lookup serves all their tokens. */
  private static Tensor tokenTypes(Forward forward, TokenBatch batch) {
    boolean single = Arrays.stream(batch.types()).allMatch(type -> type == 0);
    return single
        ? forward.scope().longs(new long[1], 1, 1)
        : forward.scope().longs(widen(batch.types()), batch.rows(), batch.length());
  }

  private Tensor positions(Forward forward, TokenBatch batch) {
    Tensor table = weight(prefix + config.architecture().names().positions());
    var scope = forward.scope();
    if (!config.architecture().positionsFollowPadding()) {
      var positions = new long[batch.length()];
      Arrays.setAll(positions, i -> i);
      return scope.kernels().embedding(table, scope.longs(positions, 1, batch.length()), -1);
    }
    // RoBERTa counts from the padding id on and leaves that row to the padding itself.
    int padding = config.paddingId();
    var positions = new long[batch.rows() * batch.length()];
    for (int i = 0; i < positions.length; i++) {
      int column = i % batch.length();
      boolean isToken = column < batch.lengths()[i / batch.length()];
      positions[i] = isToken ? padding + 1 + column : padding;
    }
    return scope
        .kernels()
        .embedding(table, scope.longs(positions, batch.rows(), batch.length()), padding);
  }

  private static @Nullable Tensor attentionMask(Forward forward, TokenBatch batch) {
    if (batch.tokens() == batch.paddedTokens()) {
      return null;
    }
    var mask = new float[batch.rows() * batch.length()];
    for (int row = 0; row < batch.rows(); row++) {
      int end = (row + 1) * batch.length();
      Arrays.fill(mask, row * batch.length() + batch.lengths()[row], end, MASKED);
    }
    return forward.scope().floats(mask, batch.rows(), 1, 1, batch.length());
  }

  private static long[] widen(int[] values) {
    var wide = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
