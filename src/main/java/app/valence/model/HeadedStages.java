package app.valence.model;

import app.valence.tensor.Tensor;
import java.util.function.BiFunction;

/**
 * A body's pass with a head on top of it.
 *
 * @param head the scores, of the hidden states that it reads
 */
record HeadedStages(int layers, Body.Pass body, BiFunction<Forward, Tensor, Tensor> head)
    implements Stages {
  @Override
  public Tensor embed(Forward forward) {
    return body.embed(forward);
  }

  @Override
  public Tensor layer(Forward forward, int number, Tensor x) {
    return body.layer(forward, number, x);
  }

  @Override
  public Tensor logits(Forward forward, Tensor states) {
    return head.apply(forward, body.end(forward, states));
  }
}
