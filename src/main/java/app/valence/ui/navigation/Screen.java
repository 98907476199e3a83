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

  /** Its place on the rail, counted from 1: the digit of its key. */
  public int place() {
    return java.util.List.of(values()).indexOf(this) + 1;
  }

  /** The start of its keys in message bundles, such as {@code "data"}. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
