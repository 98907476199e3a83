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

  /**
   * The share of attention weights that a layer drops; prepares the engine, which draws these masks
   * itself.
   */
  double attentionDropout(double share, int layer) {
    if (dropout == null || share <= 0) {
      return 0;
    }
    dropout.enterLayer(layer);
    return share;
  }

  /** The states at some positions, counted through the batch row by row; all of them if null. */
  Tensor chosen(Tensor states, long @Nullable [] positions) {
    return positions == null
        ? states
        : scope.kernels().positions(states, scope.longs(positions, positions.length));
  }

  /** The same pass in another scope. */
  public Forward in(TensorScope other) {
    return new Forward(other, precision, dropout);
  }

  /** The next dropout mask for a tensor, or null where nothing is dropped. */
  @Nullable Tensor keep(double share, Tensor like) {
    return dropout == null || share <= 0 ? null : dropout.next(scope, share, like.shape());
  }
}
