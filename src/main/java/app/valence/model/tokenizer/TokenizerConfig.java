package app.valence.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A tokenizer_config.json: what a tokenizer.json leaves unsaid, such as the roles of the special
 * tokens. Settings that are not understood are kept, so that saving loses none.
 */
final class TokenizerConfig {
  static final String FILE = "tokenizer_config.json";
  private static final String CLEANS_SPACES = "clean_up_tokenization_spaces";
  private static final String LEGACY_NAMES_FILE = "special_tokens_map.json";

  /** They name files of the machine that wrote them, or code that is not run here. */
  private static final List<String> LEFT_BEHIND =
      List.of("auto_map", "name_or_path", "special_tokens_map_file", "tokenizer_file");

  private final ObjectNode settings;

  private TokenizerConfig(ObjectNode settings) {
    this.settings = settings;
  }

  /** A configuration that says nothing. */
  static TokenizerConfig empty() {
    return new TokenizerConfig(JsonNodeFactory.instance.objectNode());
  }

  /** Reads the configuration files of {@code folder}, where there are any. */
  static TokenizerConfig read(Path folder) throws TokenizerException {
    ObjectNode settings = readIfThere(folder.resolve(FILE));
    for (var name : readIfThere(folder.resolve(LEGACY_NAMES_FILE)).properties()) {
      if (!settings.has(name.getKey())) {
        settings.set(name.getKey(), name.getValue());
      }
    }
    return new TokenizerConfig(settings);
  }

  private static ObjectNode readIfThere(Path file) throws TokenizerException {
    if (!Files.exists(file)) {
      return JsonNodeFactory.instance.objectNode();
    }
    return Json.parseObject(file.toString(), TextFile.read(file));
  }

  /** The name of the special token under {@code key}, such as {@code pad_token}. */
  Optional<String> tokenName(String key) {
    JsonNode value = settings.path(key);
    JsonNode name = value.isObject() ? value.path("content") : value;
    return name.isTextual() ? Optional.of(name.textValue()) : Optional.empty();
  }

  /** Whether the special token under {@code key} is said not to exist. */
  boolean saysNone(String key) {
    return settings.path(key).isNull();
  }

  /** The setting {@code key}, if it is there and true or false. */
  Optional<Boolean> flag(String key) {
    JsonNode value = settings.path(key);
    return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
  }

  /**
   * Whether decoded text loses the spaces before punctuation. Unsaid, only that of word pieces
   * does: byte-level tokens hold their own spaces, so taking any out would change the text.
   */
  boolean cleansSpaces(ObjectNode definition) {
    return flag(CLEANS_SPACES).orElse(definition.at("/decoder/type").asText().equals("WordPiece"));
  }

  /** Hugging Face's class for this tokenizer, without the suffix of its fast form. */
  Optional<String> tokenizerClass() {
    JsonNode name = settings.path("tokenizer_class");
    return name.isTextual()
        ? Optional.of(name.textValue().replaceFirst("Fast$", ""))
        : Optional.empty();
  }

  /**
   * The text of the configuration to write beside the tokenizer {@code definition}. Its class, its
   * special tokens, its longest input and whatever Hugging Face's classes would otherwise change in
   * the definition by their defaults are filled in.
   */
  String textFor(ObjectNode definition, SpecialTokens specials, Vocabulary vocabulary) {
    ObjectNode written = settings.deepCopy();
    written.remove(LEFT_BEHIND);
    TokenizerFamily family = TokenizerFamily.of(definition, vocabulary);
    putIfAbsent(written, "tokenizer_class", family.tokenizerClass());
    if (family.maxLength().isPresent() && !written.has("model_max_length")) {
      written.put("model_max_length", family.maxLength().getAsInt());
    }
    written.put(CLEANS_SPACES, cleansSpaces(definition));
    family.copyDefaultedSettings(definition, written);
    putToken(written, "pad_token", specials.pad(), vocabulary);
    putToken(written, "unk_token", specials.unknown(), vocabulary);
    putToken(written, family.startKey(), specials.start(), vocabulary);
    putToken(written, family.separatorKey(), specials.separator(), vocabulary);
    putToken(written, "mask_token", specials.mask(), vocabulary);
    return written.toPrettyString();
  }

  private static void putToken(
      ObjectNode settings, String key, OptionalInt id, Vocabulary vocabulary) {
    if (id.isPresent()) {
      putIfAbsent(settings, key, vocabulary.token(id.getAsInt()));
    }
  }

  private static void putIfAbsent(ObjectNode settings, String key, String value) {
    if (!settings.has(key)) {
      settings.put(key, value);
    }
  }
}
