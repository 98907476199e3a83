package app.valence.training;

/**
 * How much work a run is meant to do.
 *
 * @param examples examples of an epoch
 * @param stepsPerEpoch optimizer steps of an epoch
 * @param totalSteps optimizer steps of the run
 */
public record RunPlan(int examples, int stepsPerEpoch, long totalSteps) {
  /** Passes over the data finished after a step, with the fraction of the present one. */
  public double epochAfter(long step) {
    return (double) step / stepsPerEpoch;
  }
}
