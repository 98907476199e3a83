package app.valence.training.loop;

import app.valence.evaluation.InvalidPredictionsException;

/** What a run computes is infinite or not a number, so it cannot go on. */
public final class NonFiniteLossException extends RuntimeException {
  private static final String REMEDY =
      " Lower the learning rate, lengthen the warm-up, or clip gradients to a smaller norm.";

  private NonFiniteLossException(String message) {
    super(message + REMEDY);
  }

  /** A step's loss or gradient; its update was not made. */
  static NonFiniteLossException inStep(
      long step, double loss, double gradientNorm, double learningRate) {
    return new NonFiniteLossException(
        "Step %d has a loss of %s and a gradient norm of %s at a learning rate of %s."
            .formatted(step, loss, gradientNorm, learningRate));
  }

  /** The probabilities that the model gives after a step. */
  static NonFiniteLossException inEvaluation(long step, InvalidPredictionsException cause) {
    var exception =
        new NonFiniteLossException(
            "After step %d the model gives no probabilities for the validation data (%s)."
                .formatted(step, cause.getMessage()));
    exception.initCause(cause);
    return exception;
  }
}
