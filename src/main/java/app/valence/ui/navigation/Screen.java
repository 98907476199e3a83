package app.valence.ui.navigation;

/** The screens of the rail, in its order. */
public enum Screen {
  DATA,
  MODEL,
  TRAIN,
  EVALUATE,
  TEST,
  LABEL,
  RUNS;

  /** The start of its keys in message bundles, such as {@code "data"}. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
