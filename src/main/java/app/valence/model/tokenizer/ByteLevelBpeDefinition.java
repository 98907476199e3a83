package app.valence.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Writes the tokenizer.json of byte-level BPE, as {@code GPT2Converter} and {@code
 * RobertaConverter} of Hugging Face's transformers do.
 */
final class ByteLevelBpeDefinition {
  static final String END_OF_TEXT = "<|endoftext|>";
  static final String PADDING = "<pad>";
  static final List<String> ROBERTA_REQUIRED = List.of("<s>", "<pad>", "</s>", "<unk>");
  static final String ROBERTA_MASK = "<mask>";

  private static final String SKELETON =
      """
      {
        "version": "1.0",
        "truncation": null,
        "padding": null,
        "added_tokens": [],
        "normalizer": null,
        "pre_tokenizer": {"type": "ByteLevel", "trim_offsets": true, "use_regex": true},
        "post_processor": {},
        "decoder": {
          "type": "ByteLevel",
          "add_prefix_space": true,
          "trim_offsets": true,
          "use_regex": true
        },
        "model": {
          "type": "BPE",
          "dropout": null,
          "unk_token": null,
          "continuing_subword_prefix": "",
          "end_of_word_suffix": "",
          "fuse_unk": false,
          "byte_fallback": false
        }
      }
      """;

  private final ObjectNode vocabulary;
  private final ObjectNode root;

  /**
   * A definition without special tokens.
   *
   * @param vocabulary every token with its id
   * @param merges each two tokens with one space between them, in the order of merging
   */
  ByteLevelBpeDefinition(ObjectNode vocabulary, ArrayNode merges) throws TokenizerException {
    this.vocabulary = vocabulary;
    this.root = Json.parseObject("The skeleton", SKELETON);
    ObjectNode model = root.withObject("model");
    model.set("vocab", vocabulary);
    model.set("merges", merges);
  }

  /** Start and end come around every text; the vocabulary has them. */
  void finishAsRoberta(boolean addPrefixSpace) {
    ArrayNode added = root.withArray("added_tokens");
    for (String name : ROBERTA_REQUIRED) {
      added.add(Json.specialToken(name, id(name), false));
    }
    if (vocabulary.has(ROBERTA_MASK)) {
      // It takes the space before it along, so that "a <mask>" is as the model saw it.
      added.add(Json.specialToken(ROBERTA_MASK, id(ROBERTA_MASK), true));
    }
    root.withObject("pre_tokenizer").put("add_prefix_space", addPrefixSpace);
    ObjectNode processor = root.withObject("post_processor").put("type", "RobertaProcessing");
    processor.putArray("sep").add("</s>").add(id("</s>"));
    processor.putArray("cls").add("<s>").add(id("<s>"));
    processor.put("trim_offsets", true).put("add_prefix_space", addPrefixSpace);
  }

  /** Nothing comes around a text; the vocabulary has {@code end}, and may have a padding token. */
  void finishAsGpt2(String end, boolean addPrefixSpace) {
    for (String name : List.of(end, PADDING)) {
      if (vocabulary.has(name)) {
        root.withArray("added_tokens").add(Json.specialToken(name, id(name), false));
      }
    }
    root.withObject("pre_tokenizer").put("add_prefix_space", addPrefixSpace);
    root.withObject("post_processor")
        .put("type", "ByteLevel")
        .put("add_prefix_space", true)
        .put("trim_offsets", false)
        .put("use_regex", true);
  }

  /** Tokens of the vocabulary that are never split and stand for text. */
  void keepWhole(List<String> tokens) {
    tokens.forEach(name -> root.withArray("added_tokens").add(Json.addedToken(name, id(name))));
  }

  /** How text is cleaned before it is split. */
  void normalize(JsonNode normalizer) {
    root.set("normalizer", normalizer);
  }

  String text() {
    return root.toString();
  }

  private int id(String token) {
    return vocabulary.path(token).intValue();
  }
}
