package app.valence.training.instruction;

/** Which tokens of an example are learned. */
public enum LossOn {
  /** Those of the answer: the prompt is only read. */
  ANSWER,
  /** Those of the prompt too. */
  ALL
}
