package app.valence.model;

import app.valence.tensor.Activation;
import app.valence.tensor.Kernels;
import app.valence.tensor.Tensor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An encoder with the head that guesses masked tokens; its output layer is the word embedding
 * table.
 */
public final class MaskedLanguageModel implements Model {
  private final ModelConfig config;
  private final ParameterSet parameters;
  private final @Nullable Adapter adapter;
  private final Linears linears;
  private final Encoder encoder;

  MaskedLanguageModel(ModelConfig config, ParameterSet parameters) {
    this(config, parameters, null);
  }

  MaskedLanguageModel(ModelConfig config, ParameterSet parameters, @Nullable Adapter adapter) {
    this.config = config;
    this.parameters = parameters;
    this.adapter = adapter;
    this.linears = new Linears(config, parameters, adapter);
    this.encoder = new Encoder(config, parameters, linears, false);
  }

  /** The same parameters, trained with nothing dropped. */
  public MaskedLanguageModel withoutDropout() {
    return new MaskedLanguageModel(
        config.withDropout(new ModelConfig.Dropout(0, 0, 0)), parameters, adapter);
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

  @Override
  public Optional<Adapter> adapter() {
    return Optional.ofNullable(adapter);
  }

  /** None: the output layer shares the word embeddings, so every row has a gradient. */
  @Override
  public Optional<String> lookupTable() {
    return Optional.empty();
  }

  /** The head's table is most of a small model's work, so it sees no positions but those asked. */
  @Override
  public Stages stages(Forward forward, TokenBatch batch, long @Nullable [] positions) {
    return new HeadedStages(
        config.size().layers(),
        encoder.pass(forward, batch),
        (piece, states) -> head(piece, piece.chosen(states, positions)));
  }

  /** The hidden states of the last layer, {@code [rows, length, hidden]}. */
  Tensor hiddenStates(Forward forward, TokenBatch batch) {
    Body.Pass pass = encoder.pass(forward, batch);
    Tensor x = pass.embed(forward);
    for (int number = 0; number < config.size().layers(); number++) {
      Tensor next = pass.layer(forward, number, x);
      x.close();
      x = next;
    }
    return pass.end(forward, x);
  }

  private Tensor head(Forward forward, Tensor states) {
    Kernels kernels = forward.scope().kernels();
    var names = config.architecture().masked();
    Tensor x = kernels.activate(linears.apply(forward, states, names.dense()), activation());
    var norm =
        new Kernels.Norm(
            parameters.get(names.norm() + ".weight"),
            parameters.get(names.norm() + ".bias"),
            config.normEpsilon());
    x = kernels.layerNorm(x, norm);
    return kernels.linear(
        x, encoder.wordEmbeddings(), parameters.get(names.bias()), forward.precision());
  }

  /** Hugging Face's heads of RoBERTa and ELECTRA have GELU, whatever the layers have. */
  private Activation activation() {
    return switch (config.architecture()) {
      case ROBERTA, ELECTRA -> Activation.GELU;
      default -> config.activation();
    };
  }

  /** The name of the word embedding table, which is also the output layer. */
  public String wordEmbeddingsName() {
    return encoder.wordEmbeddingsName();
  }

  /** The name of the output layer's bias. */
  public String biasName() {
    return config.architecture().masked().bias();
  }
}
