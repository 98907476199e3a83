package app.valence.settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where programs of a system keep what a person has set. */
final class ConfigurationFolder {
  private ConfigurationFolder() {}

  /** The folder for this person on this system. */
  static Path ofUser() {
    return of(System.getProperty("os.name", ""), System.getenv(), System.getProperty("user.home"));
  }

  static Path of(String system, Map<String, String> environment, String home) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.contains("mac")) {
      return Path.of(home, "Library", "Application Support", "Valence");
    } else if (name.contains("windows")) {
      String roaming = environment.getOrDefault("APPDATA", "");
      Path parent = roaming.isBlank() ? Path.of(home, "AppData", "Roaming") : Path.of(roaming);
      return parent.resolve("Valence");
    }
    String configured = environment.getOrDefault("XDG_CONFIG_HOME", "");
    // The XDG specification has relative paths ignored.
    Path parent =
        configured.isBlank() || !Path.of(configured).isAbsolute()
            ? Path.of(home, ".config")
            : Path.of(configured);
    return parent.resolve("valence");
  }
}
