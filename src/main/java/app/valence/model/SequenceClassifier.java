package app.valence.model;

import app.valence.tensor.Kernels;
import app.valence.tensor.Precision;
import app.valence.tensor.Tensor;
import java.util.Optional;

/** An encoder with a classification head over the first token's state. */
public final class SequenceClassifier implements Model {
  private final ModelConfig config;
  private final ParameterSet parameters;
  private final Encoder encoder;

  SequenceClassifier(ModelConfig config, ParameterSet parameters) {
    this.config = config;
    this.parameters = parameters;
    this.encoder = new Encoder(config, parameters, true);
  }

  /** The same parameters, trained with other dropout. */
  public SequenceClassifier withDropout(ModelConfig.Dropout dropout) {
    return new SequenceClassifier(config.withDropout(dropout), parameters);
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
  public Optional<String> lookupTable() {
    return Optional.of(encoder.wordEmbeddingsName());
  }

  /** Scores of the classes, {@code [rows, classes]}. The head computes in 32 bits throughout. */
  @Override
  public Tensor logits(Forward forward, TokenBatch batch) {
    Kernels kernels = forward.scope().kernels();
    var names = config.architecture().classifier();
    Tensor first = kernels.position(encoder.hiddenStates(forward, batch), 0);
    Tensor x = names.dropoutBeforeDense() ? dropOut(forward, first) : first;
    x = linear(kernels, x, names.dense());
    x = dropOut(forward, kernels.activate(x, names.activation()));
    return linear(kernels, x, names.output());
  }

  private Tensor linear(Kernels kernels, Tensor x, String part) {
    return kernels.linear(
        x, parameters.get(part + ".weight"), parameters.get(part + ".bias"), Precision.FP32);
  }

  private Tensor dropOut(Forward forward, Tensor x) {
    double share = config.dropout().classifier();
    var dropout = forward.dropout();
    return dropout == null || share <= 0
        ? x
        : forward.scope().kernels().multiply(x, dropout.next(forward.scope(), share, x.shape()));
  }
}
