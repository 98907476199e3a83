package app.valence.ui.testing.generation;

/** How far the chosen language model is. */
public enum GeneratorState {
  /** None is chosen. */
  NONE,
  /** It is being loaded, or will be once the screen is looked at. */
  LOADING,
  /** It can continue texts. */
  READY,
  /** It cannot be used. */
  FAILED
}
