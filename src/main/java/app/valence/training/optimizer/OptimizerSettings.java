package app.valence.training.optimizer;

/**
 * Settings of AdamW and its schedule.
 *
 * @param learningRate the highest rate
 * @param course what the rate does after the warm-up
 * @param warmup how long the rate rises
 * @param weightDecay decoupled decay a step and unit of learning rate, of matrices only
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon keeps the update from dividing by 0
 * @param maximumGradientNorm the global norm that gradients are clipped to, or 0 for no clipping
 * @param layerDecay the factor of the learning rate from one layer to the one below; 1 for none
 */
public record OptimizerSettings(
    double learningRate,
    LearningRateSchedule.Course course,
    Warmup warmup,
    double weightDecay,
    double beta1,
    double beta2,
    double epsilon,
    double maximumGradientNorm,
    double layerDecay) {

  /** What Hugging Face's trainer does unless told otherwise. */
  public static final OptimizerSettings DEFAULTS =
      new OptimizerSettings(
          5e-5, LearningRateSchedule.Course.LINEAR, Warmup.NONE, 0, 0.9, 0.999, 1e-8, 1, 1);

  /**
   * How long the rate rises: a number of steps, or a share of the run.
   *
   * @param steps the number, used if above 0
   * @param share of all steps, rounded up
   */
  public record Warmup(long steps, double share) {
    /** The first step has the highest rate. */
    public static final Warmup NONE = new Warmup(0, 0);

    /** Checks the range. */
    public Warmup {
      require(steps >= 0, "Warm-up steps must not be negative, and are", (double) steps);
      require(share >= 0 && share <= 1, "The warm-up share must be between 0 and 1, and is", share);
    }

    long of(long totalSteps) {
      return steps > 0 ? steps : (long) Math.ceil(share * (double) totalSteps);
    }
  }

  /** Checks the ranges. */
  public OptimizerSettings {
    require(
        learningRate > 0 && learningRate <= 1,
        "The learning rate must be between 0 and 1, and is",
        learningRate);
    require(
        weightDecay >= 0 && weightDecay <= 1,
        "The weight decay must be between 0 and 1, and is",
        weightDecay);
    require(beta1 >= 0 && beta1 < 1, "Beta 1 must be at least 0 and below 1, and is", beta1);
    require(beta2 >= 0 && beta2 < 1, "Beta 2 must be at least 0 and below 1, and is", beta2);
    require(epsilon > 0, "Epsilon must be above 0, and is", epsilon);
    require(
        maximumGradientNorm >= 0,
        "The gradient norm to clip to must not be negative, and is",
        maximumGradientNorm);
    require(
        layerDecay > 0 && layerDecay <= 1,
        "The layer decay must be above 0 and at most 1, and is",
        layerDecay);
  }

  /** The schedule of a run of so many steps. */
  public LearningRateSchedule schedule(long totalSteps) {
    return new LearningRateSchedule(learningRate, course, warmup.of(totalSteps), totalSteps);
  }

  private static void require(boolean holds, String message, double value) {
    if (!holds) {
      throw new IllegalArgumentException(message + " " + value + ".");
    }
  }
}
