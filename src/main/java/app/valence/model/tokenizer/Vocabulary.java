package app.valence.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** The tokens of a tokenizer and their ids, added tokens included. */
final class Vocabulary {
  private final String[] tokens;
  private final Map<String, Integer> ids;

  private Vocabulary(Map<String, Integer> ids) {
    this.ids = ids;
    int size = ids.values().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
    this.tokens = new String[size];
    ids.forEach((token, id) -> tokens[id] = token);
  }

  /**
   * Reads the vocabulary out of a tokenizer.json.
   *
   * @param source what to call the definition in messages
   * @throws TokenizerException if there is none or it lacks the model's unknown token
   */
  static Vocabulary of(String source, JsonNode definition) throws TokenizerException {
    JsonNode model = definition.path("model");
    JsonNode entries = model.path("vocab");
    var ids = new HashMap<String, Integer>(2 * entries.size());
    if (entries.isArray()) { // Unigram: pairs of piece and score, numbered as they come.
      for (JsonNode entry : entries) {
        ids.putIfAbsent(entry.path(0).asText(), ids.size());
      }
    } else {
      for (var entry : entries.properties()) {
        ids.put(entry.getKey(), id(source, entry.getKey(), entry.getValue()));
      }
    }
    for (JsonNode added : definition.path("added_tokens")) {
      String token = added.path("content").asText();
      ids.put(token, id(source, token, added.path("id")));
    }
    if (ids.isEmpty()) {
      throw new TokenizerException(
          source + " has no vocabulary under model.vocab: it is not a tokenizer.json.");
    }
    requireUnknownToken(source, model, ids);
    return new Vocabulary(ids);
  }

  private static int id(String source, String token, JsonNode id) throws TokenizerException {
    if (!id.isInt() || id.intValue() < 0) {
      throw new TokenizerException(
          source
              + " gives the token \""
              + token
              + "\" the id "
              + id
              + ", which is not a number"
              + " from 0 on. The file is damaged: get it again.");
    }
    return id.intValue();
  }

  /** Without it, the native library would fail later, at the first text with an unknown word. */
  private static void requireUnknownToken(String source, JsonNode model, Map<String, Integer> ids)
      throws TokenizerException {
    String unknown = model.path("unk_token").asText("");
    if (model.path("unk_token").isTextual() && !ids.containsKey(unknown)) {
      throw new TokenizerException(
          source
              + " names \""
              + unknown
              + "\" for unknown words, but its vocabulary lacks that"
              + " token. Use the vocabulary that belongs to this tokenizer.");
    }
  }

  /** The highest id and one. */
  int size() {
    return tokens.length;
  }

  OptionalInt id(String token) {
    Integer id = ids.get(token);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** The token of an id that the tokenizer gave out. */
  String token(int id) {
    return tokens[id];
  }
}
