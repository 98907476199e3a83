package app.valence.prompting;

import app.valence.data.LabelSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that decides how the prompt for a text reads.
 *
 * @param chat the model's way to write conversations, of which the prompt then is one: what stands
 *     before the answer is the user's, the answer the assistant's
 * @param labels the classes
 * @param words what is answered for each of them
 */
public record PromptForm(
    PromptTemplate template, Optional<ChatTemplate> chat, LabelSet labels, LabelWords words) {
  /** Stands between demonstrations where there is no chat template. */
  private static final String GAP = "\n\n";

  /** Marks places in a rendered conversation; no text has them, and no template changes them. */
  private static final char OPEN = '\uE000';

  private static final char CLOSE = '\uE001';

  /** Checks that each class has a word. */
  public PromptForm {
    if (words.words().size() != labels.size()) {
      throw new PromptTemplateException(
          "There are %d words for %d classes.".formatted(words.words().size(), labels.size()));
    }
  }

  /**
   * The fixed words of a prompt.
   *
   * @param shots how many demonstrations it has
   * @throws ChatTemplateException if the chat template cannot write such a conversation
   */
  PromptShape shape(int shots) throws ChatTemplateException {
    return chat.isPresent() ? conversation(chat.get(), shots) : plain(shots);
  }

  private PromptShape plain(int shots) {
    List<String> parts = new ArrayList<>();
    String before = template.beforeText(words);
    String after = template.afterLabel(words);
    for (int i = 0; i <= shots; i++) {
      parts.add(i == 0 ? before : after + GAP + before);
      parts.add(template.beforeAnswer(words));
    }
    parts.add(after);
    return new PromptShape(parts);
  }

  private PromptShape conversation(ChatTemplate chatTemplate, int shots)
      throws ChatTemplateException {
    List<ChatMessage> messages = new ArrayList<>();
    for (int i = 0; i <= shots; i++) {
      String question =
          template.beforeText(words) + mark(2 * i) + template.beforeAnswer(words).stripTrailing();
      messages.add(ChatMessage.user(question.stripLeading()));
      messages.add(
          ChatMessage.assistant(mark(2 * i + 1) + template.afterLabel(words).stripTrailing()));
    }
    String written = chatTemplate.render(messages);
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < messages.size(); i++) {
      int at = written.indexOf(mark(i), from);
      if (at < 0 || written.indexOf(mark(i), at + 1) >= 0) {
        throw ChatTemplateException.of(
            "does not write each of a conversation's messages once, in their order");
      }
      parts.add(written.substring(from, at));
      from = at + mark(i).length();
    }
    parts.add(written.substring(from));
    return new PromptShape(parts);
  }

  private static String mark(int number) {
    return OPEN + Integer.toString(number) + CLOSE;
  }
}
