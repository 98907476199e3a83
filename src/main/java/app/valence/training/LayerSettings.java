package app.valence.training;

/**
 * Which parts of a pretrained model are trained, and from what.
 *
 * @param frozen parts that stay as they are, from below: 0 none, 1 the embeddings, 2 the first
 *     layer too, and so on
 * @param reinitialised layers that are drawn anew, from above (Zhang et al., 2021)
 */
public record LayerSettings(int frozen, int reinitialised) {
  /** Everything is trained from where it is. */
  public static final LayerSettings DEFAULTS = new LayerSettings(0, 0);

  /** Checks the ranges. */
  public LayerSettings {
    if (frozen < 0 || reinitialised < 0) {
      throw new IllegalArgumentException(
          "Numbers of frozen and re-initialised layers must not be negative.");
    }
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
