package app.valence.prompting;

/** What is done about answers that a model prefers whatever the text is. */
public enum Calibration {
  /** Nothing. */
  NONE,
  /** Scores are measured against those for texts without content (Zhao et al., 2021). */
  CONTEXTUAL,
  /** On labelled texts, each class is given as often as it occurs there. */
  FITTED
}
