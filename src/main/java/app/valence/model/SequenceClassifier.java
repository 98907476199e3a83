package app.valence.model;

import app.valence.tensor.Precision;
import app.valence.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A body with a classification head: over an encoder's states as its {@link Pooling} has it, over
 * the last one of a decoder, which alone has seen the whole text.
 */
public final class SequenceClassifier implements Model {
  private final ModelConfig config;
  private final ParameterSet parameters;
  private final @Nullable Adapter adapter;
  private final Linears linears;
  private final Body body;

  SequenceClassifier(ModelConfig config, ParameterSet parameters) {
    this(config, parameters, null);
  }

  SequenceClassifier(ModelConfig config, ParameterSet parameters, @Nullable Adapter adapter) {
    this.config = config;
    this.parameters = parameters;
    this.adapter = adapter;
    this.linears = new Linears(config, parameters, adapter);
    this.body =
        config.architecture().isDecoder()
            ? new Decoder(config, parameters, linears, true)
            : new Encoder(config, parameters, linears, true);
  }

  /** The same parameters, trained with other dropout. */
  public SequenceClassifier withDropout(ModelConfig.Dropout dropout) {
    return new SequenceClassifier(config.withDropout(dropout), parameters, adapter);
  }

  /** The same parameters, read by an encoder's head in another way. */
  public SequenceClassifier withPooling(Pooling pooling) {
    return new SequenceClassifier(config.withPooling(pooling), parameters, adapter);
  }

  @Override
  public ModelConfig config() {
    return config;
  }

  @Override
  public ModelHead head() {
    return ModelHead.SEQUENCE_CLASSIFICATION;
  }

  @Override
  public ParameterSet parameters() {
    return parameters;
  }

  @Override
  public Optional<Adapter> adapter() {
    return Optional.ofNullable(adapter);
  }

  @Override
  public Optional<String> lookupTable() {
    return Optional.of(body.wordEmbeddingsName());
  }

  /** The head computes in 32 bits throughout. */
  @Override
  public Stages stages(Forward forward, TokenBatch batch, long @Nullable [] positions) {
    if (positions != null) {
      throw new IllegalArgumentException("A classifier scores texts, not positions.");
    }
    return new HeadedStages(
        config.size().layers(),
        body.pass(forward, batch),
        (piece, states) -> {
          Forward inFull = new Forward(piece.scope(), Precision.FP32, piece.dropout());
          return config.architecture().isDecoder()
              ? ofLast(inFull, states, batch)
              : ofPooled(inFull, pooled(inFull, states, batch));
        });
  }

  private Tensor pooled(Forward forward, Tensor states, TokenBatch batch) {
    var kernels = forward.scope().kernels();
    return switch (config.pooling()) {
      case CLS -> kernels.position(states, 0);
      case MEAN -> kernels.meanOfTokens(states, lengths(forward, batch));
      case MAX -> kernels.maximumOfTokens(states, lengths(forward, batch));
    };
  }

  private static Tensor lengths(Forward forward, TokenBatch batch) {
    long[] lengths = Arrays.stream(batch.lengths()).asLongStream().toArray();
    return forward.scope().longs(lengths, batch.rows());
  }

  private Tensor ofPooled(Forward forward, Tensor state) {
    var kernels = forward.scope().kernels();
    var names = config.architecture().classifier();
    Tensor x = names.dropoutBeforeDense() ? dropOut(forward, state) : state;
    x = linears.apply(forward, x, names.dense());
    x = dropOut(forward, kernels.activate(x, names.activation()));
    return linears.apply(forward, x, names.output());
  }

  private Tensor ofLast(Forward forward, Tensor states, TokenBatch batch) {
    Tensor numbers = forward.scope().longs(lastTokens(batch), batch.rows());
    Tensor last = forward.scope().kernels().positions(states, numbers);
    return linears.apply(forward, dropOut(forward, last), Architecture.DECODER_SCORE);
  }

  /** The last token of each row that is none for padding, as Hugging Face's transformers has it. */
  private long[] lastTokens(TokenBatch batch) {
    boolean hasPadding = config.decoderSettings().hasPadding();
    var last = new long[batch.rows()];
    for (int row = 0; row < last.length; row++) {
      int start = row * batch.length();
      int position = start + batch.lengths()[row] - 1;
      while (hasPadding && position > start && batch.ids()[position] == config.paddingId()) {
        position--;
      }
      last[row] = Math.max(start, position);
    }
    return last;
  }

  private Tensor dropOut(Forward forward, Tensor x) {
    Tensor keep = forward.keep(config.dropout().classifier(), x);
    return keep == null ? x : forward.scope().kernels().multiply(x, keep);
  }
}
