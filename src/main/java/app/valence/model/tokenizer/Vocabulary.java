package app.valence.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** The tokens of a tokenizer and their ids, added tokens included. */
final class Vocabulary {
  private static final int AFTER_SPACE_OF_BYTES = '\u0120';
  private static final int AFTER_SPACE_OF_SENTENCE_PIECE = '\u2581';

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
      for (int id = 0; id < entries.size(); id++) {
        ids.put(entries.path(id).path(0).asText(), id);
      }
    } else {
      for (var entry : entries.properties()) {
        ids.put(entry.getKey(), id(source, entry.getKey(), entry.getValue()));
      }
    }
    number(definition.path("added_tokens"), entries.size(), ids);
    if (ids.isEmpty()) {
      throw new TokenizerException(
          source + " has no vocabulary under model.vocab: it is not a tokenizer.json.");
    }
    requireUnknownToken(source, model, ids);
    return new Vocabulary(ids);
  }

  /**
   * Numbers added tokens as the native library does: those that the model knows keep its ids, the
   * others follow on the model's vocabulary. The ids written beside them are not heeded there.
   */
  private static void number(JsonNode addedTokens, int modelSize, Map<String, Integer> ids) {
    int next = modelSize;
    for (JsonNode added : addedTokens) {
      String token = added.path("content").asText();
      if (!token.isEmpty()) {
        Integer known = ids.putIfAbsent(token, next);
        next = Math.max(next, (known == null ? next : known) + 1);
      }
    }
  }

  private static int id(String source, String token, JsonNode id) throws TokenizerException {
    if (!id.isInt() || id.intValue() < 0) {
      throw new TokenizerException(
          source
              + " gives the token \""
              + token
              + "\" the id "
              + id
              + ", which is not a number from 0 on. The file is damaged: get it again.");
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

  /**
   * The ids of tokens that go on inside a word, told by how the vocabulary marks words: WordPiece
   * marks what goes on, byte-level BPE and SentencePiece what comes after a space. There, marks
   * other than letters and digits are words of their own.
   */
  BitSet continuations() {
    boolean wordPiece = ids.keySet().stream().anyMatch(t -> t.length() > 2 && t.startsWith("##"));
    var found = new BitSet();
    for (int id = 0; id < tokens.length; id++) {
      String token = tokens[id];
      if (token != null && !token.isEmpty() && goesOn(token, wordPiece)) {
        found.set(id);
      }
    }
    return found;
  }

  private static boolean goesOn(String token, boolean wordPiece) {
    if (wordPiece) {
      return token.length() > 2 && token.startsWith("##");
    }
    int first = token.codePointAt(0);
    return first != AFTER_SPACE_OF_BYTES
        && first != AFTER_SPACE_OF_SENTENCE_PIECE
        && Character.isLetterOrDigit(first);
  }

  /** The token of an id that the tokenizer gave out. */
  String token(int id) {
    return tokens[id];
  }
}
