package app.valence.training.verdict;

/** How a run looks. */
public enum Trend {
  /** There are too few evaluations to say. */
  UNKNOWN,
  /** The training loss has hardly moved. */
  NOT_LEARNING,
  /** The evaluation loss falls. */
  LEARNING,
  /** The evaluation loss neither falls nor, beyond its scatter, rises. */
  LEVEL,
  /** The evaluation loss rises, beyond its scatter, while the training loss does not. */
  OVERFITTING,
  /** Both losses rise. */
  DIVERGING
}
