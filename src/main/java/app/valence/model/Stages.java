package app.valence.model;

import app.valence.tensor.Tensor;

/**
 * One pass through a model, in pieces that can be computed one by one, and again: a piece drops the
 * same each time if its masks are asked for from the same position on. None closes what it reads.
 */
public interface Stages {
  /** The number of layers. */
  int layers();

  /** What the first layer reads, {@code [rows, length, hidden]}. */
  Tensor embed(Forward forward);

  /** A layer, counted from 0, on {@code x [rows, length, hidden]}. */
  Tensor layer(Forward forward, int number, Tensor x);

  /** The scores, of what the last layer gave. */
  Tensor logits(Forward forward, Tensor states);
}
