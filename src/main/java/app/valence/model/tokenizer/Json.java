package app.valence.model.tokenizer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Reads JSON with messages that name the file and the line, and makes pieces of it. */
final class Json {
  // A key that comes twice in a vocabulary would otherwise silently lose its first id.
  static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Json() {}

  /**
   * Parses one JSON object.
   *
   * @param source what to call the text in messages
   */
  static ObjectNode parseObject(String source, String text) throws TokenizerException {
    if (text.isBlank()) {
      throw new TokenizerException(source + " is empty. Get it again.");
    }
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new TokenizerException(
          source
              + ", line "
              + (e.getLocation() == null ? 1 : e.getLocation().getLineNr())
              + ", is not valid JSON: "
              + e.getOriginalMessage()
              + ". The file may be damaged or only partly downloaded: get it again.",
          e);
    }
    throw new TokenizerException(
        source + " must hold a JSON object, { ... }. The file may be damaged: get it again.");
  }

  /** {@code text} as a JSON string, with its quotation marks. */
  static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }

  /** The entry of a special token among a tokenizer.json's added tokens. */
  static ObjectNode specialToken(String name, int id, boolean takesSpaceBefore) {
    return addedToken(name, id).put("lstrip", takesSpaceBefore).put("special", true);
  }

  /** The entry of a token that is found as it is and never split, and that stands for text. */
  static ObjectNode addedToken(String name, int id) {
    return MAPPER
        .createObjectNode()
        .put("id", id)
        .put("content", name)
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", false);
  }
}
