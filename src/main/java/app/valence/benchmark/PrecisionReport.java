package app.valence.benchmark;

import app.valence.tensor.Precision;
import java.util.List;

/**
 * What was measured in one number format. Rates and shares are medians over rounds.
 *
 * @param trainingSamples examples a second of training
 * @param trainingTokens tokens a second of training
 * @param inferenceSamples examples a second of prediction
 * @param inferenceTokens tokens a second of prediction
 * @param forward share of the training time in forward passes
 * @param backward share in backward passes
 * @param optimizer share in clipping and update
 * @param rest share in everything else
 * @param shareOfPeak floating-point operations a second of training over those of the 32-bit matrix
 *     product beside it
 * @param losses of all steps, warm-up included; every format sees the same batches
 */
public record PrecisionReport(
    Precision precision,
    double trainingSamples,
    double trainingTokens,
    double inferenceSamples,
    double inferenceTokens,
    double forward,
    double backward,
    double optimizer,
    double rest,
    double shareOfPeak,
    List<Double> losses) {

  /** A round of training, the matrix product's rate around it, and a round of prediction. */
  record Round(TrainingMeasurement.Round training, double matmulFlops, double inferenceSamples) {

    double share(double seconds) {
      return seconds / training.seconds();
    }
  }

  static PrecisionReport of(
      Precision precision, List<Round> rounds, List<Double> losses, Benchmark.Settings settings) {
    double forward = Medians.of(rounds, r -> r.share(r.training.forwardSeconds()));
    double backward = Medians.of(rounds, r -> r.share(r.training.backwardSeconds()));
    double optimizer = Medians.of(rounds, r -> r.share(r.training.optimizerSeconds()));
    double inference = Medians.of(rounds, Round::inferenceSamples);
    return new PrecisionReport(
        precision,
        Medians.of(rounds, r -> r.training.samples() / r.training.seconds()),
        Medians.of(rounds, r -> r.training.tokens() / r.training.seconds()),
        inference,
        inference * settings.shape().length(),
        forward,
        backward,
        optimizer,
        Math.max(0, 1 - forward - backward - optimizer),
        Medians.of(rounds, r -> r.training.flops() / r.training.seconds() / r.matmulFlops),
        List.copyOf(losses));
  }
}
