package app.valence.ui.training;

import app.valence.training.setup.MaximumLength;
import app.valence.ui.controls.NumberInput.Kind;
import java.util.Locale;

/** The numbers that a person may set, with their ranges. */
public enum Setting {
  EPOCHS(Kind.whole(1, 1_000, 1), true),
  BATCH_SIZE(Kind.whole(1, 1_024, 8), true),
  LEARNING_RATE(Kind.decimal(1e-8, 1, 0), true),
  MAXIMUM_LENGTH(Kind.whole(MaximumLength.SHORTEST, 512, 16), true),
  SEED(Kind.whole(0, 1e9, 1), true),
  WARMUP(Kind.decimal(0, 100, 5), false),
  WEIGHT_DECAY(Kind.decimal(0, 1, 0.01), false),
  DROPOUT(Kind.decimal(0, 0.9, 0.05).orEmpty(), false),
  PATIENCE(Kind.whole(0, 1_000, 1), false),
  EVALUATE_EVERY(Kind.whole(0, 1_000_000, 10), false);

  private final Kind kind;
  private final boolean basic;

  Setting(Kind kind, boolean basic) {
    this.kind = kind;
    this.basic = basic;
  }

  /** What may be typed. */
  Kind kind() {
    return kind;
  }

  /** Whether it is shown to everybody, not only under "More". */
  public boolean isBasic() {
    return basic;
  }

  /** The start of its keys in message bundles. */
  public String key() {
    return "setting." + name().toLowerCase(Locale.ROOT);
  }
}
