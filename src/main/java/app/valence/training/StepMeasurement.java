package app.valence.training;

/**
 * What one optimizer step measured.
 *
 * @param samples examples
 * @param tokens tokens, without padding
 * @param paddedTokens tokens, with padding: what was computed on
 * @param flops floating-point operations, as Hugging Face counts them
 * @param loss of the whole step
 * @param gradientNorm the global norm before clipping
 * @param learningRate the rate it moved by
 * @param correct labels that the model gave the highest score
 * @param counted labels that count
 * @param entropy of a language model's guesses for these labels, in nats, summed; else 0
 * @param seconds its wall time
 */
public record StepMeasurement(
    long samples,
    long tokens,
    long paddedTokens,
    double flops,
    double loss,
    double gradientNorm,
    double learningRate,
    long correct,
    long counted,
    double entropy,
    double seconds) {}
