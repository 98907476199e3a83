package app.valence.ui.training;

import java.util.Locale;

/** What a model is trained to do. */
public enum TrainTask {
  /** To give each class a probability. */
  CLASSIFIER,
  /** To answer a prompt with the class. */
  INSTRUCTION;

  /** The start of its keys in message bundles. */
  public String key() {
    return "task." + name().toLowerCase(Locale.ROOT);
  }
}
