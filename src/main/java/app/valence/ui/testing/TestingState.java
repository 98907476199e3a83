package app.valence.ui.testing;

/** How far the screen is with its model. */
public enum TestingState {
  /** No model is chosen. */
  EMPTY,
  /** The chosen model is being loaded. */
  LOADING,
  /** The chosen model answers. */
  READY,
  /** The chosen model cannot be used, and there is no former one. */
  FAILED
}
