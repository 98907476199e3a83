package app.valence.ui.controls;

import app.valence.ui.text.Messages;
import java.util.Locale;

/** What may be typed into a number's field, and what is wrong with it, in words. */
public final class NumberWords {
  private final Messages messages;

  /** Words in the language of {@code locale}. */
  public NumberWords(Locale locale) {
    this.messages = Messages.of(NumberWords.class, locale);
  }

  /** What is wrong; empty if nothing is. */
  public String problem(NumberInput input) {
    return switch (input.problemProperty().get()) {
      case NONE -> "";
      case EMPTY -> range("number.empty", input);
      case NOT_A_NUMBER -> messages.get("number.notANumber");
      case NOT_WHOLE -> range("number.notWhole", input);
      case OUTSIDE -> range("number.outside", input);
    };
  }

  /** From which to which number. */
  public String range(NumberInput input) {
    return range("number.range", input);
  }

  private String range(String key, NumberInput input) {
    NumberInput.Kind kind = input.kindProperty().get();
    return messages.get(key, input.format(kind.least()), input.format(kind.most()));
  }
}
