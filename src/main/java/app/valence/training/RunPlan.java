package app.valence.training;

/**
 * How much work a run is meant to do.
 *
 * @param examples examples of an epoch
 * @param stepsPerEpoch optimizer steps of an epoch
 * @param totalSteps optimizer steps of the run
 */
public record RunPlan(int examples, int stepsPerEpoch, long totalSteps) {}
