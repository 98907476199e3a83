package app.valence.settings;

import java.util.List;

/**
 * What was read from a settings file.
 *
 * @param notices what its owner should hear of; mostly nothing
 * @param <T> what the file holds
 */
public record Loaded<T>(T value, List<SettingsNotice> notices) {
  /** Keeps its own copy. */
  public Loaded {
    notices = List.copyOf(notices);
  }
}
