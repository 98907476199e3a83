package app.valence.model.tokenizer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tokenizer.json of BERT's tokenizer, as {@code BertConverter} of Hugging Face's
 * transformers does.
 */
final class WordPieceDefinition {
  /** Marks a piece that goes on inside a word. */
  static final String CONTINUATION = "##";

  /** Words of more characters become one unknown token. */
  static final int LONGEST_WORD = 100;

  private static final String SKELETON =
      """
      {
        "version": "1.0",
        "truncation": null,
        "padding": null,
        "added_tokens": [],
        "normalizer": {},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {},
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
        "model": {
          "type": "WordPiece",
          "unk_token": "",
          "continuing_subword_prefix": "##",
          "max_input_chars_per_word": 100,
          "vocab": {}
        }
      }
      """;

  /** With the start's name and id, then the separator's. */
  private static final String POST_PROCESSOR =
      """
      {
        "type": "TemplateProcessing",
        "single": [
          {"SpecialToken": {"id": %1$s, "type_id": 0}},
          {"Sequence": {"id": "A", "type_id": 0}},
          {"SpecialToken": {"id": %3$s, "type_id": 0}}
        ],
        "pair": [
          {"SpecialToken": {"id": %1$s, "type_id": 0}},
          {"Sequence": {"id": "A", "type_id": 0}},
          {"SpecialToken": {"id": %3$s, "type_id": 0}},
          {"Sequence": {"id": "B", "type_id": 1}},
          {"SpecialToken": {"id": %3$s, "type_id": 1}}
        ],
        "special_tokens": {
          %1$s: {"id": %1$s, "ids": [%2$s], "tokens": [%1$s]},
          %3$s: {"id": %3$s, "ids": [%4$s], "tokens": [%3$s]}
        }
      }
      """;

  private WordPieceDefinition() {}

  /**
   * How text is cleaned before it is split.
   *
   * @param stripAccents null strips them where letters are lower-cased
   * @param splitChinese whether each Chinese character is a word of its own
   * @param form the form that Unicode is brought into before all else
   */
  record Normalization(
      boolean lowerCase, @Nullable Boolean stripAccents, boolean splitChinese, UnicodeForm form) {
    /** The normalizer of a tokenizer.json: BERT's own, alone where no form is asked for. */
    ObjectNode normalizer() {
      ObjectNode bert =
          Json.MAPPER
              .createObjectNode()
              .put("type", "BertNormalizer")
              .put("clean_text", true)
              .put("handle_chinese_chars", splitChinese)
              .put("strip_accents", stripAccents)
              .put("lowercase", lowerCase);
      if (form == UnicodeForm.NONE) {
        return bert;
      }
      ObjectNode both = Json.MAPPER.createObjectNode().put("type", "Sequence");
      both.putArray("normalizers").add(form.normalizer()).add(bert);
      return both;
    }
  }

  /** The special tokens' names; start and separator are put around every text. */
  record Names(String pad, String unknown, String start, String separator, String mask) {
    static final Names BERT = new Names("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

    List<String> all() {
      return List.of(pad, unknown, start, separator, mask);
    }
  }

  /**
   * The definition's text.
   *
   * @param ids every token's; all special tokens are among them, the mask where there is one
   * @param whole tokens of {@code ids} beside the special ones that are never split
   */
  static String of(
      Map<String, Integer> ids, Names names, List<String> whole, Normalization normalization)
      throws TokenizerException {
    ObjectNode root = Json.parseObject("The skeleton", SKELETON);
    for (String name : names.all()) {
      if (ids.containsKey(name)) {
        root.withArray("added_tokens").add(Json.specialToken(name, ids.get(name), false));
      }
    }
    for (String name : whole) {
      root.withArray("added_tokens").add(Json.addedToken(name, ids.getOrDefault(name, 0)));
    }
    root.set("normalizer", normalization.normalizer());
    root.set("post_processor", postProcessor(ids, names.start(), names.separator()));
    root.withObject("model").put("unk_token", names.unknown());
    ids.forEach(root.withObject("model").withObject("vocab")::put);
    return root.toString();
  }

  private static ObjectNode postProcessor(Map<String, Integer> ids, String start, String separator)
      throws TokenizerException {
    return Json.parseObject(
        "The post-processor",
        POST_PROCESSOR.formatted(
            Json.quoted(start), ids.get(start), Json.quoted(separator), ids.get(separator)));
  }
}
