package app.valence.prompting;

/** A template that a person wrote cannot be used; the message says why and what would do. */
public final class PromptTemplateException extends IllegalArgumentException {
  PromptTemplateException(String message) {
    super(message);
  }
}
