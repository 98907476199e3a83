package app.valence.recipes;

import java.util.Locale;

/** A text in the languages that the window speaks. */
public record LocalText(String english, String german) {
  /** The text in the language of {@code locale}; English where it has none. */
  public String in(Locale locale) {
    return locale.getLanguage().equals(Locale.GERMAN.getLanguage()) ? german : english;
  }
}
