package app.valence.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalInt;

/** The kinds of tokenizer that Hugging Face's library has a class of its own for. */
enum TokenizerFamily {
  BERT("BertTokenizer", OptionalInt.of(512), "cls_token", "sep_token"),
  ROBERTA("RobertaTokenizer", OptionalInt.of(512), "cls_token", "sep_token"),
  GPT2("GPT2Tokenizer", OptionalInt.of(1024), "bos_token", "eos_token"),
  OTHER("PreTrainedTokenizerFast", OptionalInt.empty(), "bos_token", "eos_token");

  private final String tokenizerClass;
  private final OptionalInt maxLength;
  private final String startKey;
  private final String separatorKey;

  TokenizerFamily(
      String tokenizerClass, OptionalInt maxLength, String startKey, String separatorKey) {
    this.tokenizerClass = tokenizerClass;
    this.maxLength = maxLength;
    this.startKey = startKey;
    this.separatorKey = separatorKey;
  }

  /** Recognises a tokenizer.json by its parts. */
  static TokenizerFamily of(JsonNode definition, Vocabulary vocabulary) {
    String preTokenizer = definition.at("/pre_tokenizer/type").asText();
    if (preTokenizer.equals("BertPreTokenizer")
        && bertNormalizer(definition).isObject()
        && vocabulary.id("[CLS]").isPresent()) {
      return BERT;
    }
    if (!preTokenizer.equals("ByteLevel")) {
      return OTHER;
    }
    if (definition.at("/post_processor/type").asText().equals("RobertaProcessing")) {
      return ROBERTA;
    }
    return vocabulary.id("<|endoftext|>").isPresent() ? GPT2 : OTHER;
  }

  /** BERT's normalizer, alone or after others; missing where there is none. */
  private static JsonNode bertNormalizer(JsonNode definition) {
    JsonNode normalizer = definition.path("normalizer");
    JsonNode steps = normalizer.path("normalizers");
    JsonNode last = steps.isEmpty() ? normalizer : steps.path(steps.size() - 1);
    return last.path("type").asText().equals("BertNormalizer") ? last : MissingNode.getInstance();
  }

  String tokenizerClass() {
    return tokenizerClass;
  }

  /** The longest input that the best-known models of this kind take, special tokens included. */
  OptionalInt maxLength() {
    return maxLength;
  }

  String startKey() {
    return startKey;
  }

  String separatorKey() {
    return separatorKey;
  }

  /**
   * Copies into {@code settings} what Hugging Face's class takes from there and not from the
   * tokenizer.json: with {@code do_lower_case} unsaid it would lower-case a cased tokenizer.
   */
  void copyDefaultedSettings(JsonNode definition, ObjectNode settings) {
    switch (this) {
      case BERT -> {
        JsonNode normalizer = bertNormalizer(definition);
        settings.set("do_lower_case", normalizer.path("lowercase"));
        settings.set("strip_accents", normalizer.path("strip_accents"));
        settings.set("tokenize_chinese_chars", normalizer.path("handle_chinese_chars"));
      }
      case ROBERTA, GPT2 ->
          settings.set("add_prefix_space", definition.at("/pre_tokenizer/add_prefix_space"));
      case OTHER -> {}
    }
  }
}
