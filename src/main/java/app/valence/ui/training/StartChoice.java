package app.valence.ui.training;

import app.valence.training.setup.InitialSize;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a run may start from. */
public enum StartChoice {
  /** The model that comes with the program. */
  BUNDLED(Optional.empty()),
  TINY(Optional.of(InitialSize.TINY)),
  MINI(Optional.of(InitialSize.MINI)),
  SMALL(Optional.of(InitialSize.SMALL)),
  /** A model in a folder. */
  FOLDER(Optional.empty());

  private final Optional<InitialSize> size;

  StartChoice(Optional<InitialSize> size) {
    this.size = size;
  }

  /** The size of its random weights; empty for a pretrained model. */
  public Optional<InitialSize> size() {
    return size;
  }

  static StartChoice of(InitialSize size) {
    return Arrays.stream(values())
        .filter(choice -> choice.size.equals(Optional.of(size)))
        .findFirst()
        .orElseThrow();
  }

  /** The start of its keys in message bundles. */
  public String key() {
    return "start." + name().toLowerCase(Locale.ROOT);
  }
}
