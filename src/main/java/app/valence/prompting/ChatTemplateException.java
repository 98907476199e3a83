package app.valence.prompting;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A model's chat template cannot be used; the message says why and what to do instead. */
public final class ChatTemplateException extends IOException {
  private static final String REMEDY =
      " Leave the chat template out and write the model's own marks into the prompt template.";

  private ChatTemplateException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static ChatTemplateException of(String problem) {
    return new ChatTemplateException("The chat template " + problem + "." + REMEDY, null);
  }

  static ChatTemplateException missing(String folder) {
    return new ChatTemplateException(folder + " has no chat template." + REMEDY, null);
  }

  static ChatTemplateException unreadable(String file, Throwable cause) {
    return new ChatTemplateException(
        file + " cannot be read: it is no JSON. Get the tokenizer's files again.", cause);
  }
}
