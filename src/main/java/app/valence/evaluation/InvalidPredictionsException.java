package app.valence.evaluation;

/** Predictions that cannot be measured; the message names the example and what to do about it. */
public final class InvalidPredictionsException extends IllegalArgumentException {
  /** Names the example and the remedy. */
  public InvalidPredictionsException(String message) {
    super(message);
  }
}
