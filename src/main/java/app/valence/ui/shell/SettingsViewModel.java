package app.valence.ui.shell;

import app.valence.settings.SettingsFile;
import app.valence.settings.UserSettings;
import app.valence.ui.dialogs.FileDialogs;
import app.valence.ui.dialogs.Notices;
import app.valence.ui.text.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The settings as they are changed: each change is saved at once. */
public final class SettingsViewModel {
  private final SettingsFile file;
  private final Notices notices;
  private final FileDialogs dialogs;
  private final Messages messages;
  private final ReadOnlyObjectWrapper<UserSettings> settings;
  private boolean newerNoticed;

  /** Settings that were read from {@code file}. */
  public SettingsViewModel(
      SettingsFile file,
      UserSettings read,
      Notices notices,
      FileDialogs dialogs,
      Messages messages) {
    this.file = file;
    this.settings = new ReadOnlyObjectWrapper<>(read);
    this.notices = notices;
    this.dialogs = dialogs;
    this.messages = messages;
  }

  /** The settings that hold or will. */
  public ReadOnlyObjectProperty<UserSettings> settingsProperty() {
    return settings.getReadOnlyProperty();
  }

  /** Changes the settings and saves them. */
  public void change(UnaryOperator<UserSettings> how) {
    UserSettings changed = how.apply(settings.get());
    if (changed.equals(settings.get())) {
      return;
    }
    settings.set(changed);
    try {
      if (!file.save(changed) && !newerNoticed) {
        newerNoticed = true;
        notices.warn(messages.get("settings.title"), messages.get("settings.newer"));
      }
    } catch (IOException e) {
      notices.failed(messages.get("settings.unsaved"), e);
    }
  }

  /** The most threads of this machine's engine. */
  public int mostThreads() {
    return app.valence.tensor.RuntimeOptions.mostThreads();
  }

  /** The number of threads that {@code text} says, if it is one that is possible. */
  public OptionalInt threads(String text) {
    try {
      int number = Integer.parseInt(text.strip());
      return number >= 0 && number <= mostThreads() ? OptionalInt.of(number) : OptionalInt.empty();
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /** Asks for the folder of the engine's libraries. */
  public void chooseCacheFolder() {
    Optional<Path> chosen = dialogs.folder(messages.get("settings.cache"));
    if (chosen.isPresent()) {
      change(now -> now.withCacheFolder(chosen));
    }
  }

  /** Asks for the folder of runs and samples. */
  public void chooseWorkspace() {
    Optional<Path> chosen = dialogs.folder(messages.get("settings.workspace"));
    if (chosen.isPresent()) {
      change(now -> now.withWorkspace(chosen));
    }
  }
}
