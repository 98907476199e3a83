package app.valence.training.loop;

/** A step's loss or gradient is infinite or not a number, so the run cannot go on. */
public final class NonFiniteLossException extends RuntimeException {
  NonFiniteLossException(long step, double loss, double gradientNorm, double learningRate) {
    super(
        "Step "
            + step
            + " has a loss of "
            + loss
            + " and a gradient norm of "
            + gradientNorm
            + " at a learning rate of "
            + learningRate
            + ". The parameters before this step are kept. Lower the learning rate, lengthen the"
            + " warm-up, or clip gradients to a smaller norm.");
  }
}
