package app.valence.ui.data;

import java.util.Locale;

/** The parts of the data by what they serve, in the order in which they are read. */
public enum SplitKind {
  TRAIN,
  VALIDATION,
  TEST;

  /** The end of its keys in the message bundle, such as {@code "train"}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
