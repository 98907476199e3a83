package app.valence.model;

import app.valence.tensor.Tensor;

/** What a model's head stands on. */
sealed interface Body permits Encoder, Decoder {
  /** The hidden states of the last layer, {@code [rows, length, hidden]}. */
  Tensor hiddenStates(Forward forward, TokenBatch batch);

  /** The parameter that is the word embedding table, {@code [vocabulary, embedding]}. */
  String wordEmbeddingsName();
}
