package app.valence.ui.testing;

/** How an answer compares with the true label. */
public enum Verdict {
  /** The true label is not known, or the model has no class of its name. */
  UNKNOWN,
  RIGHT,
  WRONG
}
