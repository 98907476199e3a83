package app.valence.ui.start;

import app.valence.settings.Loaded;
import app.valence.settings.SettingsFile;
import app.valence.settings.UserSettings;

/**
 * The settings with which the window starts.
 *
 * @param file where they are kept
 * @param read what was read from it
 */
record Preferences(SettingsFile file, Loaded<UserSettings> read) {
  UserSettings settings() {
    return read.value();
  }
}
