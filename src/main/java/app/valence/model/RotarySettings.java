package app.valence.model;

/**
 * Rotary position embeddings (Su et al., 2021): position {@code p} turns the {@code i}th pair of a
 * head's units by {@code p · theta^(-2i/size)}.
 *
 * @param theta the base of the wavelengths
 * @param scaling how the angles of a model for short texts are stretched to longer ones
 */
public record RotarySettings(double theta, Scaling scaling) {
  /** How angles are stretched. */
  public sealed interface Scaling permits Unscaled, Linear, Llama3 {}

  /** Not at all. */
  public record Unscaled() implements Scaling {}

  /** All of them by one factor (Chen et al., 2023). */
  public record Linear(double factor) implements Scaling {}

  /**
   * Only those of long wavelengths, as Llama 3.1 does.
   *
   * @param factor of the longest wavelengths
   * @param lowFrequencyFactor wavelengths above {@code originalPositions} by it are stretched whole
   * @param highFrequencyFactor wavelengths below {@code originalPositions} by it stay
   * @param originalPositions tokens that the model was first trained on
   */
  public record Llama3(
      double factor, double lowFrequencyFactor, double highFrequencyFactor, int originalPositions)
      implements Scaling {}

  /** The angle between two positions, for each pair of a head's units. */
  float[] frequencies(int headSize) {
    var frequencies = new float[headSize / 2];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = (float) scaled(Math.pow(theta, -2.0 * i / headSize));
    }
    return frequencies;
  }

  private double scaled(double frequency) {
    if (scaling instanceof Linear linear) {
      return frequency / linear.factor();
    }
    if (scaling instanceof Llama3 llama) {
      return scaled(frequency, llama);
    }
    return frequency;
  }

  /** Follows {@code _compute_llama3_parameters} of Hugging Face's transformers. */
  private static double scaled(double frequency, Llama3 llama) {
    double wavelengths = llama.originalPositions() * frequency / (2 * Math.PI);
    if (wavelengths > llama.highFrequencyFactor()) {
      return frequency;
    }
    if (wavelengths < llama.lowFrequencyFactor()) {
      return frequency / llama.factor();
    }
    double share =
        (wavelengths - llama.lowFrequencyFactor())
            / (llama.highFrequencyFactor() - llama.lowFrequencyFactor());
    return (1 - share) * frequency / llama.factor() + share * frequency;
  }
}
