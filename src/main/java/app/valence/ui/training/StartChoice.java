package app.valence.ui.training;

import app.valence.model.BundledModel;
import app.valence.training.setup.InitialSize;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a run may start from. */
public enum StartChoice {
  /** The encoder that comes with the program. */
  BUNDLED(Optional.empty()),
  /** The decoder that comes with the program. */
  BUNDLED_DECODER(Optional.empty()),
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

  /** Those that this program can offer. */
  static List<StartChoice> offered() {
    return Arrays.stream(values())
        .filter(choice -> choice.bundled().map(BundledModel.offered()::contains).orElse(true))
        .toList();
  }

  /** The model that comes with the program; empty for others. */
  Optional<BundledModel> bundled() {
    return switch (this) {
      case BUNDLED -> Optional.of(BundledModel.ENCODER);
      case BUNDLED_DECODER -> Optional.of(BundledModel.DECODER);
      default -> Optional.empty();
    };
  }

  static StartChoice of(BundledModel model) {
    return model == BundledModel.DECODER ? BUNDLED_DECODER : BUNDLED;
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
