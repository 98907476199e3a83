package app.valence.files;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where programs of a system keep what they can make again. */
public final class CacheFolder {
  private CacheFolder() {}

  /** The program's folder for this person on this system; it need not exist yet. */
  public static Path ofUser() {
    return of(System.getProperty("os.name", ""), System.getenv(), System.getProperty("user.home"));
  }

  static Path of(String system, Map<String, String> environment, String home) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.contains("mac")) {
      return Path.of(home, "Library", "Caches", "Valence");
    } else if (name.contains("windows")) {
      String local = environment.getOrDefault("LOCALAPPDATA", "");
      Path parent = local.isBlank() ? Path.of(home, "AppData", "Local") : Path.of(local);
      return parent.resolve("Valence").resolve("Cache");
    }
    String configured = environment.getOrDefault("XDG_CACHE_HOME", "");
    // The XDG specification has relative paths ignored.
    Path parent =
        configured.isBlank() || !Path.of(configured).isAbsolute()
            ? Path.of(home, ".cache")
            : Path.of(configured);
    return parent.resolve("valence");
  }
}
