package app.valence.settings;

import java.nio.file.Path;

/** Something about a settings file that its owner should hear of. */
public sealed interface SettingsNotice {
  /** What happened and what to do, in a sentence or two. */
  String message();

  /** The file is damaged; it was given another name and the defaults hold. */
  record SetAside(Path file, Path kept) implements SettingsNotice {
    @Override
    public String message() {
      return file
          + " is damaged and was set aside as "
          + kept.getFileName()
          + ". The defaults hold: set again what you had changed.";
    }
  }

  /** The file cannot be read, so the defaults hold. */
  record Unreadable(Path file, String reason) implements SettingsNotice {
    @Override
    public String message() {
      return file + " cannot be read, and the defaults hold. " + reason;
    }
  }

  /** The file is a newer version's: what is understood holds, and nothing is written to it. */
  record Newer(Path file, int format) implements SettingsNotice {
    @Override
    public String message() {
      return file
          + " was written by a newer version of Valence (format "
          + format
          + "). What this version understands holds, and changes are not saved. Use the newer"
          + " version to change settings.";
    }
  }

  /** A value makes no sense; its default holds. */
  record Replaced(Path file, String setting, String value) implements SettingsNotice {
    @Override
    public String message() {
      return "In "
          + file
          + ", \""
          + setting
          + "\" cannot be "
          + value
          + ". The default holds: set it again in the settings.";
    }
  }
}
