package app.valence.ui.testing;

/** What a model of the screen does with a text. */
public enum ModelKind {
  /** It gives it a class. */
  CLASSIFIER,
  /** It continues it. */
  LANGUAGE_MODEL
}
