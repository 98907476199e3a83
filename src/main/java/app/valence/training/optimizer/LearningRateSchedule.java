package app.valence.training.optimizer;

/**
 * The learning rate over a run: a linear warm-up, then a course. The definitions are those of
 * Hugging Face's {@code get_scheduler}.
 *
 * @param peak the rate at the end of the warm-up
 * @param course what comes after the warm-up
 * @param warmupSteps steps of warm-up
 * @param totalSteps steps of the whole run
 */
public record LearningRateSchedule(double peak, Course course, long warmupSteps, long totalSteps) {
  /** What the rate does after the warm-up. */
  public enum Course {
    /** Falls in a line to 0. */
    LINEAR,
    /** Falls along half a cosine to 0. */
    COSINE,
    /** Stays. */
    CONSTANT
  }

  /**
   * The rate used in a step.
   *
   * @param step optimizer steps finished before it, so with a warm-up the first rate is 0
   */
  public double at(long step) {
    if (step < warmupSteps) {
      return peak * step / Math.max(1, warmupSteps);
    }
    double left = Math.max(0, totalSteps - step);
    double share = left / Math.max(1, totalSteps - warmupSteps);
    return switch (course) {
      case LINEAR -> peak * share;
      case COSINE -> peak * 0.5 * (1 + Math.cos(Math.PI * (1 - share)));
      case CONSTANT -> peak;
    };
  }
}
