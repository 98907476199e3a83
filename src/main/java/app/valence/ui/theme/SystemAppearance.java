package app.valence.ui.theme;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks the system whether it is dark. JavaFX 21 cannot tell, so this asks the tool that each system
 * has for it; it takes some milliseconds, so a job does it.
 */
public final class SystemAppearance {
  private static final long PATIENCE_SECONDS = 3;

  private SystemAppearance() {}

  /** The look of the system; empty where it has none or does not say. */
  public static Optional<Appearance> ask() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return answer(command(system)).map(text -> read(system, text));
  }

  static List<String> command(String system) {
    if (system.contains("mac")) {
      return List.of("defaults", "read", "-g", "AppleInterfaceStyle");
    } else if (system.contains("windows")) {
      return List.of(
          "reg",
          "query",
          "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize",
          "/v",
          "AppsUseLightTheme");
    }
    return List.of("gsettings", "get", "org.gnome.desktop.interface", "color-scheme");
  }

  static Appearance read(String system, String answer) {
    String text = answer.toLowerCase(Locale.ROOT);
    boolean dark = system.contains("windows") ? text.contains("0x0") : text.contains("dark");
    return dark ? Appearance.DARK : Appearance.LIGHT;
  }

  private static Optional<String> answer(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      return Optional.of(
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The tool is not there: a system without dark mode, or one that this does not know.
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
