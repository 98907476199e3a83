package app.valence.model;

import app.valence.tensor.Tensor;

/** What a model's head stands on. */
sealed interface Body permits Encoder, Decoder {
  /**
   * A pass over a batch, without what a head makes of it.
   *
   * @param forward how the pass is computed; masks that all layers share belong to its scope
   */
  Pass pass(Forward forward, TokenBatch batch);

  /** The parameter that is the word embedding table, {@code [vocabulary, embedding]}. */
  String wordEmbeddingsName();

  /** The pieces of a pass; none closes what it reads. */
  interface Pass {
    /** What the first layer reads, {@code [rows, length, hidden]}. */
    Tensor embed(Forward forward);

    /** A layer, counted from 0, on {@code x [rows, length, hidden]}. */
    Tensor layer(Forward forward, int number, Tensor x);

    /** The hidden states that a head reads, of what the last layer gave. */
    Tensor end(Forward forward, Tensor x);
  }
}
