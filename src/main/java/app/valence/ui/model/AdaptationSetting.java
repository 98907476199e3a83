package app.valence.ui.model;

import app.valence.ui.controls.NumberInput.Kind;
import java.util.Locale;

/** The numbers of an adaptation that a person may set, with their ranges. */
public enum AdaptationSetting {
  EPOCHS(Kind.whole(1, 1_000, 1)),
  LEARNING_RATE(Kind.decimal(1e-8, 1, 0)),
  /** Instead of epochs, if it is not empty. */
  STEPS(Kind.whole(1, 1e9, 100).orEmpty()),
  LENGTH(Kind.whole(8, 512, 16)),
  BATCH_SIZE(Kind.whole(1, 1_024, 8)),
  HIDDEN_SHARE(Kind.decimal(1, 90, 5));

  private final Kind kind;

  AdaptationSetting(Kind kind) {
    this.kind = kind;
  }

  /** What may be typed. */
  Kind kind() {
    return kind;
  }

  /** The start of its keys in message bundles. */
  public String key() {
    return "setting." + name().toLowerCase(Locale.ROOT);
  }
}
