package app.valence.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How an encoder's classification head makes one state of a text's. Hugging Face's classifiers read
 * the first token's; {@code classifier_pooling} is ModernBERT's name for the choice.
 */
public enum Pooling {
  /** The first token's state, as in Hugging Face's classifiers. */
  CLS,
  /** The mean over the text's tokens. */
  MEAN,
  /** Each unit's greatest value over the text's tokens (Collobert et al., 2011). */
  MAX;

  static final String KEY = "classifier_pooling";

  /** Its name in a configuration. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that name. */
  static Optional<Pooling> ofKey(String key) {
    return Arrays.stream(values()).filter(pooling -> pooling.key().equals(key)).findFirst();
  }

  /** All names, for a message. */
  static String keys() {
    return Arrays.stream(values()).map(Pooling::key).collect(Collectors.joining(", "));
  }
}
