package app.valence.files;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where programs of a system keep what belongs to a person. */
public enum UserFolder {
  /** What a person has set. */
  CONFIGURATION("Application Support", "APPDATA", "Roaming", "", "XDG_CONFIG_HOME", ".config"),

  /** What the program can make again. */
  CACHE("Caches", "LOCALAPPDATA", "Local", "Cache", "XDG_CACHE_HOME", ".cache");

  private final String ofMac;
  private final String windowsVariable;
  private final String ofWindows;
  private final String belowWindows;
  private final String xdgVariable;
  private final String ofXdg;

  UserFolder(
      String ofMac,
      String windowsVariable,
      String ofWindows,
      String belowWindows,
      String xdgVariable,
      String ofXdg) {
    this.ofMac = ofMac;
    this.windowsVariable = windowsVariable;
    this.ofWindows = ofWindows;
    this.belowWindows = belowWindows;
    this.xdgVariable = xdgVariable;
    this.ofXdg = ofXdg;
  }

  /** The program's folder for this person on this system; it need not exist yet. */
  public Path path() {
    return of(System.getProperty("os.name", ""), System.getenv(), System.getProperty("user.home"));
  }

  Path of(String system, Map<String, String> environment, String home) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.contains("mac")) {
      return Path.of(home, "Library", ofMac, "Valence");
    } else if (name.contains("windows")) {
      String named = environment.getOrDefault(windowsVariable, "");
      Path parent = named.isBlank() ? Path.of(home, "AppData", ofWindows) : Path.of(named);
      return parent.resolve("Valence").resolve(belowWindows);
    }
    String named = environment.getOrDefault(xdgVariable, "");
    // The XDG specification has relative paths ignored.
    Path parent =
        named.isBlank() || !Path.of(named).isAbsolute() ? Path.of(home, ofXdg) : Path.of(named);
    return parent.resolve("valence");
  }
}
