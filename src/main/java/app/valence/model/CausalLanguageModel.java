package app.valence.model;

import app.valence.tensor.Tensor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A decoder with the head that guesses the token after each position. */
public final class CausalLanguageModel implements Model {
  static final String HEAD = "lm_head";

  private final ModelConfig config;
  private final ParameterSet parameters;
  private final @Nullable Adapter adapter;
  private final Linears linears;
  private final Decoder decoder;

  CausalLanguageModel(ModelConfig config, ParameterSet parameters) {
    this(config, parameters, null);
  }

  CausalLanguageModel(ModelConfig config, ParameterSet parameters, @Nullable Adapter adapter) {
    this.config = config;
    this.parameters = parameters;
    this.adapter = adapter;
    this.linears = new Linears(config, parameters, adapter);
    this.decoder = new Decoder(config, parameters, linears, !config.decoderSettings().tiedHead());
  }

  /** The same parameters, trained with other dropout. */
  public CausalLanguageModel withDropout(ModelConfig.Dropout dropout) {
    return new CausalLanguageModel(config.withDropout(dropout), parameters, adapter);
  }

  @Override
  public ModelConfig config() {
    return config;
  }

  @Override
  public ModelHead head() {
    return ModelHead.CAUSAL_LANGUAGE_MODEL;
  }

  @Override
  public ParameterSet parameters() {
    return parameters;
  }

  @Override
  public Optional<Adapter> adapter() {
    return Optional.ofNullable(adapter);
  }

  /** None where the output layer shares the word embeddings: every row then has a gradient. */
  @Override
  public Optional<String> lookupTable() {
    return config.decoderSettings().tiedHead()
        ? Optional.empty()
        : Optional.of(decoder.wordEmbeddingsName());
  }

  @Override
  public Stages stages(Forward forward, TokenBatch batch, long @Nullable [] positions) {
    return new HeadedStages(
        config.size().layers(),
        decoder.pass(forward, batch),
        (piece, states) -> score(piece, piece.chosen(states, positions)));
  }

  /**
   * Reads tokens that follow those in a cache, and scores the one after them.
   *
   * @param tokens at least one; with those in the cache, no more than the model has positions for
   * @return {@code [1, vocabulary]}
   */
  public Tensor nextLogits(Forward forward, int[] tokens, KeyValueCache cache) {
    Tensor x = decoder.hiddenStates(forward, following(tokens, cache), cache);
    return score(forward, forward.chosen(x, new long[] {tokens.length - 1}));
  }

  private TokenBatch following(int[] tokens, KeyValueCache cache) {
    int most = config.maximumLength();
    if (tokens.length == 0 || cache.length() + tokens.length > most) {
      throw new IllegalArgumentException(
          "The model reads 1 to %d tokens, and %d were given after %d."
              .formatted(most, tokens.length, cache.length()));
    }
    return new TokenBatch(
        tokens, new int[tokens.length], new int[] {tokens.length}, 1, tokens.length);
  }

  /**
   * Reads tokens that follow those in a cache, and scores nothing.
   *
   * @param tokens at least one; with those in the cache, no more than the model has positions for
   */
  public void read(Forward forward, int[] tokens, KeyValueCache cache) {
    decoder.hiddenStates(forward, following(tokens, cache), cache);
  }

  /**
   * Scores of some positions of texts that all follow on the tokens in a cache, {@code [positions,
   * vocabulary]}.
   *
   * @param cache stays as it is
   * @param positions counted through the batch, row by row
   */
  public Tensor logitsAfter(
      Forward forward, KeyValueCache cache, TokenBatch batch, long[] positions) {
    Tensor x = decoder.hiddenStates(forward, batch, cache.finish());
    return score(forward, forward.chosen(x, positions));
  }

  /** The name of the word embedding table. */
  public String wordEmbeddingsName() {
    return decoder.wordEmbeddingsName();
  }

  private Tensor score(Forward forward, Tensor x) {
    return config.decoderSettings().tiedHead()
        ? forward.scope().kernels().linear(x, decoder.wordEmbeddings(), null, forward.precision())
        : linears.apply(forward, x, HEAD);
  }
}
