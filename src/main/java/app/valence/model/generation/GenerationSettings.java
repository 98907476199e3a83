package app.valence.model.generation;

/**
 * How a text is continued.
 *
 * @param maximumTokens the most tokens that are added
 * @param temperature divides the scores: below 1 the likely gets likelier; 0 takes the likeliest
 *     token each time, whatever the other settings are
 * @param topK how many of the likeliest tokens are drawn from, or 0 for all
 * @param topP draws from the likeliest tokens that together have this probability, 1 for all
 *     (Holtzman et al., 2020)
 * @param repetitionPenalty divides the scores of tokens that the text has already, 1 for none
 *     (Keskar et al., 2019)
 * @param seed what the draws follow from
 */
public record GenerationSettings(
    int maximumTokens,
    double temperature,
    int topK,
    double topP,
    double repetitionPenalty,
    long seed) {

  /** Checks the ranges. */
  public GenerationSettings {
    require(maximumTokens >= 1, "The number of tokens must be at least 1", maximumTokens);
    require(temperature >= 0 && temperature <= 100, "The temperature is 0 to 100", temperature);
    require(topK >= 0, "The number of tokens to draw from must not be negative", topK);
    require(topP > 0 && topP <= 1, "The probability to draw from is above 0, at most 1", topP);
    require(
        repetitionPenalty > 0 && repetitionPenalty <= 100,
        "The penalty of repetitions is above 0, at most 100",
        repetitionPenalty);
  }

  /** Settings that do not mind repetitions. */
  public GenerationSettings(
      int maximumTokens, double temperature, int topK, double topP, long seed) {
    this(maximumTokens, temperature, topK, topP, 1, seed);
  }

  /** Whether chance has a say. */
  public boolean isSampled() {
    return temperature > 0 && topK != 1;
  }

  /** The likeliest token each time. */
  public static GenerationSettings greedy(int maximumTokens) {
    return new GenerationSettings(maximumTokens, 0, 0, 1, 0);
  }

  private static void require(boolean holds, String message, double value) {
    if (!holds) {
      throw new IllegalArgumentException(message + ", and " + value + " was given.");
    }
  }
}
