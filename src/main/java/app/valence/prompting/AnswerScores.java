package app.valence.prompting;

/**
 * What a model thinks of the answers to one prompt.
 *
 * @param logLikelihoods the logarithm of each answer's probability, given the prompt
 * @param tokens tokens of each answer
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
public record AnswerScores(double[] logLikelihoods, int[] tokens) {
  /** One score for each answer; the highest is the likeliest. */
  public double[] scores(Normalisation normalisation) {
    var scores = logLikelihoods.clone();
    if (normalisation == Normalisation.MEAN) {
      for (int i = 0; i < scores.length; i++) {
        scores[i] /= Math.max(1, tokens[i]);
      }
    }
    return scores;
  }
}
