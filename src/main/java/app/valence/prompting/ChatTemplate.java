package app.valence.prompting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a model that was tuned for conversations has them written out: a template in Jinja's language
 * that comes with its tokenizer, with the tokenizer's special tokens.
 *
 * @param jinja the template
 * @param tokens special tokens by the names that templates know them by, such as {@code bos_token}
 */
public record ChatTemplate(String jinja, Map<String, String> tokens) {
  private static final String CONFIG = "tokenizer_config.json";
  private static final String OWN_FILE = "chat_template.jinja";
  private static final String DEFAULT = "default";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the tokens. */
  public ChatTemplate {
    tokens = Map.copyOf(tokens);
  }

  /**
   * The template that comes with the tokenizer in {@code folder}, if there is one.
   *
   * @throws ChatTemplateException if its file is damaged
   */
  public static Optional<ChatTemplate> find(Path folder) throws IOException {
    Path file = folder.resolve(CONFIG);
    JsonNode config = JSON.createObjectNode();
    if (Files.exists(file)) {
      try {
        config = JSON.readTree(file.toFile());
      } catch (JsonProcessingException e) {
        throw ChatTemplateException.unreadable(file.toString(), e);
      }
    }
    Map<String, String> tokens = tokens(config);
    Path own = folder.resolve(OWN_FILE);
    Optional<String> jinja =
        Files.exists(own) ? Optional.of(Files.readString(own)) : template(config);
    return jinja.map(text -> new ChatTemplate(text, tokens));
  }

  /**
   * The template that comes with the tokenizer in {@code folder}.
   *
   * @throws ChatTemplateException if there is none or its file is damaged
   */
  public static ChatTemplate of(Path folder) throws IOException {
    Optional<ChatTemplate> found = find(folder);
    if (found.isEmpty()) {
      throw ChatTemplateException.missing(folder.toString());
    }
    return found.get();
  }

  /** Some tokenizers have several, by name. */
  private static Optional<String> template(JsonNode config) {
    JsonNode template = config.path("chat_template");
    if (template.isTextual()) {
      return Optional.of(template.textValue());
    }
    for (JsonNode entry : template) {
      if (entry.path("name").asText().equals(DEFAULT)) {
        return Optional.of(entry.path("template").asText());
      }
    }
    return Optional.empty();
  }

  private static Map<String, String> tokens(JsonNode config) {
    Map<String, String> tokens = new TreeMap<>();
    for (var entry : config.properties()) {
      JsonNode value = entry.getValue();
      JsonNode name = value.isObject() ? value.path("content") : value;
      if (entry.getKey().endsWith("_token") && name.isTextual()) {
        tokens.put(entry.getKey(), name.textValue());
      }
    }
    return tokens;
  }

  /**
   * Writes a conversation out.
   *
   * @throws ChatTemplateException if the template is not understood, refuses the conversation, or
   *     does more than a template should
   */
  String render(List<ChatMessage> messages) throws ChatTemplateException {
    return JinjaRenderer.render(jinja, messages, tokens);
  }
}
