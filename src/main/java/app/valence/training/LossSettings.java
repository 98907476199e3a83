package app.valence.training;

/**
 * What training minimises.
 *
 * @param labelSmoothing the share of each label that is spread over all classes
 * @param classWeighting how much the examples of each class count
 * @param focalGamma the exponent of the focal loss, at most 10, or 0 for cross-entropy
 */
public record LossSettings(
    double labelSmoothing, ClassWeighting classWeighting, double focalGamma) {
  /** Plain cross-entropy. */
  public static final LossSettings DEFAULTS = new LossSettings(0, ClassWeighting.NONE, 0);

  /** How much the examples of each class count. */
  public enum ClassWeighting {
    /** All alike. */
    NONE,
    /** Inversely to the class's share: {@code n / (classes × count)}, scikit-learn's "balanced". */
    BALANCED
  }

  /** Checks the ranges. */
  public LossSettings {
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new IllegalArgumentException(
          "Label smoothing must be at least 0 and below 1, and is " + labelSmoothing + ".");
    }
    // Below 1 the gradient grows without limit as an example becomes sure.
    if (!(focalGamma >= 0 && focalGamma <= 10)) {
      throw new IllegalArgumentException(
          "The focal loss's gamma must be between 0 and 10, and is " + focalGamma + ".");
    }
    if (labelSmoothing > 0 && focalGamma > 0) {
      throw new IllegalArgumentException(
          "Label smoothing and focal loss pull in opposite directions: choose one of them.");
    }
  }
}
