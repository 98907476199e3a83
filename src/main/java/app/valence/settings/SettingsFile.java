package app.valence.settings;

import app.valence.files.UserFolder;
import app.valence.settings.UserSettings.Language;
import app.valence.settings.UserSettings.Theme;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps settings and the state of the window in the user's configuration folder. Reading never
 * fails: what cannot be used is replaced by its default, and a notice says so.
 */
public final class SettingsFile {
  private final JsonSettings settings;
  private final JsonSettings window;

  /** The files in {@code folder}, which need not exist yet. */
  public SettingsFile(Path folder) {
    this.settings = new JsonSettings(folder.resolve("settings.json"));
    this.window = new JsonSettings(folder.resolve("window.json"));
  }

  /** The files in the folder that this system has for them. */
  public static SettingsFile ofUser() {
    return new SettingsFile(UserFolder.CONFIGURATION.path());
  }

  /** Where the settings are. */
  public Path path() {
    return settings.file();
  }

  /** The settings, or the defaults of what is missing or makes no sense. */
  public Loaded<UserSettings> loadSettings() {
    var values = settings.read();
    UserSettings usual = UserSettings.DEFAULTS;
    var read =
        new UserSettings(
            values.choice("theme", Theme.class, usual.theme()),
            values.choice("language", Language.class, usual.language()),
            values.wholeNumber("threads", usual.threads(), UserSettings::isThreads),
            values.text("device", usual.device(), UserSettings::isDevice),
            values.path("cache_folder"),
            values.path("workspace"));
    return new Loaded<>(read, values.notices());
  }

  /**
   * Writes the settings, and keeps fields of the file that this version does not know.
   *
   * @return false if the file is a newer version's, which is never overwritten
   */
  public boolean save(UserSettings changed) throws IOException {
    return settings.write(
        json -> {
          json.put("theme", JsonSettings.name(changed.theme()));
          json.put("language", JsonSettings.name(changed.language()));
          json.put("threads", changed.threads());
          json.put("device", changed.device());
          put(json, "cache_folder", changed.cacheFolder());
          put(json, "workspace", changed.workspace());
        });
  }

  private static void put(ObjectNode json, String field, Optional<Path> path) {
    if (path.isPresent()) {
      json.put(field, path.get().toString());
    } else {
      json.remove(field);
    }
  }

  /** How the window was left, or how it is at first. */
  public Loaded<WindowState> loadWindow() {
    var values = window.read();
    WindowState usual = WindowState.DEFAULTS;
    var read =
        new WindowState(
            values.number("x", usual.x(), WindowState::isPlace),
            values.number("y", usual.y(), WindowState::isPlace),
            values.number("width", usual.width(), WindowState::isSize),
            values.number("height", usual.height(), WindowState::isSize),
            values.flag("maximised", usual.maximised()),
            values.text("screen", usual.screen(), name -> true),
            values.flag("inspector_open", usual.inspectorOpen()));
    return new Loaded<>(read, values.notices());
  }

  /**
   * Writes how the window was left.
   *
   * @return false if the file is a newer version's, which is never overwritten
   */
  public boolean save(WindowState state) throws IOException {
    return window.write(
        json -> {
          json.remove("x");
          json.remove("y");
          if (state.isPlaced()) {
            json.put("x", state.x()).put("y", state.y());
          }
          json.put("width", state.width()).put("height", state.height());
          json.put("maximised", state.maximised());
          json.put("screen", state.screen());
          json.put("inspector_open", state.inspectorOpen());
        });
  }
}
