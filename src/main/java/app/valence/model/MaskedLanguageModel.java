package app.valence.model;

import app.valence.tensor.Kernels;
import app.valence.tensor.Tensor;
import java.util.Optional;

/**
 * A BERT encoder with the head that guesses masked tokens; its output layer is the word embedding
 * table.
 */
public final class MaskedLanguageModel implements Model {
  static final String TRANSFORM = "cls.predictions.transform.dense";
  static final String NORM = "cls.predictions.transform.LayerNorm";
  static final String BIAS = "cls.predictions.bias";

  private final ModelConfig config;
  private final ParameterSet parameters;
  private final Encoder encoder;

  MaskedLanguageModel(ModelConfig config, ParameterSet parameters) {
    this.config = config;
    this.parameters = parameters;
    this.encoder = new Encoder(config, parameters, new Linears(config, parameters, null), false);
  }

  @Override
  public ModelConfig config() {
    return config;
  }

  @Override
  public ModelHead head() {
    return ModelHead.MASKED_LANGUAGE_MODEL;
  }

  @Override
  public ParameterSet parameters() {
    return parameters;
  }

  /** None: the output layer shares the word embeddings, so every row has a gradient. */
  @Override
  public Optional<String> lookupTable() {
    return Optional.empty();
  }

  /** Scores of the vocabulary at each position, {@code [rows, length, vocabulary]}. */
  @Override
  public Tensor logits(Forward forward, TokenBatch batch) {
    Kernels kernels = forward.scope().kernels();
    Tensor x = encoder.hiddenStates(forward, batch);
    x =
        kernels.linear(
            x,
            parameters.get(TRANSFORM + ".weight"),
            parameters.get(TRANSFORM + ".bias"),
            forward.precision());
    x = kernels.activate(x, config.activation());
    var norm =
        new Kernels.Norm(
            parameters.get(NORM + ".weight"), parameters.get(NORM + ".bias"), config.normEpsilon());
    x = kernels.layerNorm(x, norm);
    return kernels.linear(x, encoder.wordEmbeddings(), parameters.get(BIAS), forward.precision());
  }
}
