package app.valence.training.loop;

import app.valence.tensor.Tensor;
import java.util.List;

/** A forward pass with the backward pass that follows it. */
interface TrainingPass {
  /** The scores of the batch. */
  Tensor logits();

  /** The gradients of a loss that was made of the scores, in the trainable parameters' order. */
  List<Tensor> gradients(Tensor loss);
}
