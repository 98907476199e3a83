package app.valence.ui.training;

import app.valence.training.setup.InitialSize;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a run may start from. */
public enum StartChoice {
  TINY(Optional.of(InitialSize.TINY)),
  MINI(Optional.of(InitialSize.MINI)),
  SMALL(Optional.of(InitialSize.SMALL)),
  /** A model in a folder. */
  FOLDER(Optional.empty());

  private final Optional<InitialSize> size;

  StartChoice(Optional<InitialSize> size) {
    this.size = size;
  }

  /** The size of its random weights; empty for a model in a folder. */
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

  /** Parameters with {@code pieces} of vocabulary, embeddings and all, rounded by nothing. */
  static long parameters(InitialSize size, int pieces) {
    long h = size.hidden();
    long layer = 12 * h * h + 13 * h;
    long embeddings = (pieces + 512L + 2) * h + 2 * h;
    return embeddings + size.layers() * layer + h * h + h;
  }
}
