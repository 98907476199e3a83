package app.valence.prompting;

/**
 * How a decoder classifies by prompts.
 *
 * @param length the most tokens of a prompt with its answer
 * @param shots demonstrations of a prompt, where it has any
 * @param normalisation how tokens make up an answer's score
 * @param calibration what is done about answers that are preferred whatever the text is
 * @param seed what draws demonstrations and the texts that calibration looks at
 */
public record ScoringSettings(
    int length, int shots, Normalisation normalisation, Calibration calibration, long seed) {
  /** Demonstrations of a prompt unless something else is said. */
  public static final int USUAL_SHOTS = 8;

  /** Checks the ranges. */
  public ScoringSettings {
    if (length < 1 || shots < 1 || shots > 1_000) {
      throw new IllegalArgumentException(
          "A prompt has from 1 token on and 1 to 1000 demonstrations: not %d and %d."
              .formatted(length, shots));
    }
  }

  /** Those of a model that was tuned with such prompts, and so needs nothing else. */
  public static ScoringSettings ofTuned(int length) {
    return new ScoringSettings(length, 1, Normalisation.MEAN, Calibration.NONE, 0);
  }
}
