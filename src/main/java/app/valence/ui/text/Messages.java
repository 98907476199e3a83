package app.valence.ui.text;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * The words of one part of the window, from {@code messages.properties} beside its FXML. Patterns
 * are {@link MessageFormat}'s: an apostrophe in a text with arguments is written twice.
 */
public final class Messages {
  private final ResourceBundle bundle;
  private final Locale locale;

  private Messages(ResourceBundle bundle, Locale locale) {
    this.bundle = bundle;
    this.locale = locale;
  }

  /** The words of the package of {@code part}, in English where {@code locale} has none. */
  public static Messages of(Class<?> part, Locale locale) {
    // Without fallback: whoever asks for English must not get the language of the system.
    var control =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    String name = part.getPackageName() + ".messages";
    return new Messages(ResourceBundle.getBundle(name, locale, control), locale);
  }

  /** The text of {@code key}, with {@code arguments} filled in. */
  public String get(String key, Object... arguments) {
    String text = bundle.getString(key);
    return arguments.length == 0 ? text : new MessageFormat(text, locale).format(arguments);
  }

  /** For FXML, where {@code %key} stands for a text. */
  public ResourceBundle bundle() {
    return bundle;
  }

  /** The language, in which numbers are written too. */
  public Locale locale() {
    return locale;
  }
}
