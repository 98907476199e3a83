package app.valence.training.instruction;

import java.util.Locale;

/** Which tokens of an example are learned. */
public enum LossOn {
  /** Those of the answer: the prompt is only read. */
  ANSWER,
  /** Those of the prompt too. */
  ALL;

  /** Its name in files. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
