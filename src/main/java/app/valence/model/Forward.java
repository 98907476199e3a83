package app.valence.model;

import app.valence.tensor.DropoutMasks;
import app.valence.tensor.Precision;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import org.jspecify.annotations.Nullable;

/**
 * How one forward pass is computed.
 *
 * @param scope owns everything the pass makes
 * @param precision the number format of matrix products
 * @param dropout the source of dropout masks, or null outside training
 */
public record Forward(TensorScope scope, Precision precision, @Nullable DropoutMasks dropout) {
  /** A pass without dropout. */
  public static Forward evaluating(TensorScope scope, Precision precision) {
    return new Forward(scope, precision, null);
  }

  /** The next dropout mask for a tensor, or null where nothing is dropped. */
  @Nullable Tensor keep(double share, Tensor like) {
    return dropout == null || share <= 0 ? null : dropout.next(scope, share, like.shape());
  }
}
