package app.valence.training;

import app.valence.tensor.Precision;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a pretrained model are trained, from what, and how much memory that may take.
 *
 * @param frozen parts that stay as they are, from below: 0 none, 1 the embeddings, 2 the first
 *     layer too, and so on
 * @param reinitialised layers that are drawn anew, from above (Zhang et al., 2021)
 * @param adapter what is trained in place of the body; null for the body itself
 * @param checkpointing whether each layer is computed again for its gradients, which takes time and
 *     saves memory (Chen et al., 2016)
 * @param bf16Base whether the matrices that an adapter stands beside are kept in bfloat16
 */
public record LayerSettings(
    int frozen,
    int reinitialised,
    @JsonInclude(Include.NON_NULL) @Nullable AdapterSettings adapter,
    @JsonInclude(Include.NON_DEFAULT) boolean checkpointing,
    @JsonInclude(Include.NON_DEFAULT) boolean bf16Base) {
  /** Everything is trained from where it is. */
  public static final LayerSettings DEFAULTS = new LayerSettings(0, 0);

  /** Checks the ranges. */
  public LayerSettings {
    if (frozen < 0 || reinitialised < 0) {
      throw new IllegalArgumentException(
          "Numbers of frozen and re-initialised layers must not be negative.");
    }
    if (adapter != null && reinitialised > 0) {
      throw new IllegalArgumentException(
          "An adapter leaves the layers as they are, so none of them can be drawn anew.");
    }
    if (adapter == null && bf16Base) {
      throw new IllegalArgumentException(
          "Only what an adapter stands beside can be kept in bfloat16: all else is trained.");
    }
  }

  /** What is unusual about them, in sentences; empty if nothing is. */
  public String describe() {
    List<String> sentences = new ArrayList<>();
    if (adapter != null) {
      sentences.add(adapter.describe());
    }
    if (bf16Base) {
      sentences.add("The base is kept in bf16.");
    }
    if (checkpointing) {
      sentences.add("Each layer is computed again for its gradients.");
    }
    return String.join(" ", sentences);
  }

  /** The number format of the matrices that an adapter stands beside. */
  public Precision baseMatrices() {
    return bf16Base ? Precision.BF16 : Precision.FP32;
  }

  /** Without an adapter, and as fast as memory allows. */
  public LayerSettings(int frozen, int reinitialised) {
    this(frozen, reinitialised, null, false, false);
  }

  /**
   * Checks that a model has so many layers, and that none is drawn anew and then never trained.
   *
   * @throws IllegalArgumentException if not
   */
  public void requireFits(int layers) {
    if (frozen > layers + 1 || reinitialised > layers) {
      throw new IllegalArgumentException(
          "The model has %d layers: at most %d parts can be frozen and %d layers drawn anew."
              .formatted(layers, layers + 1, layers));
    }
    if (frozen - 1 + reinitialised > layers) {
      throw new IllegalArgumentException(
          "Of %d layers the lowest %d cannot be frozen while the highest %d are drawn anew."
              .formatted(layers, frozen - 1, reinitialised));
    }
  }
}
