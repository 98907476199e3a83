package app.valence.ui.text;

import app.valence.settings.UserSettings.Language;
import java.util.Locale;

/** The languages that the window speaks. */
public final class Languages {
  private Languages() {}

  /** The locale of a choice: numbers keep the system's country where the language fits it. */
  public static Locale locale(Language chosen) {
    Locale system = Locale.getDefault();
    String wanted =
        switch (chosen) {
          case SYSTEM -> isGerman(system) ? "de" : "en";
          case ENGLISH -> "en";
          case GERMAN -> "de";
        };
    return system.getLanguage().equals(wanted) ? system : Locale.forLanguageTag(wanted);
  }

  private static boolean isGerman(Locale locale) {
    return locale.getLanguage().equals(Locale.GERMAN.getLanguage());
  }
}
