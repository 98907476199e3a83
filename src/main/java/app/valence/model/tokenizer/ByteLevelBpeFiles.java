package app.valence.model.tokenizer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads vocab.json with merges.txt, the original files of GPT-2 and RoBERTa, into a tokenizer.json,
 * as {@code GPT2Converter} and {@code RobertaConverter} of Hugging Face's transformers do.
 */
final class ByteLevelBpeFiles {
  private static final String END_OF_TEXT = "<|endoftext|>";
  private static final List<String> ROBERTA_REQUIRED = List.of("<s>", "<pad>", "</s>", "<unk>");
  private static final String ROBERTA_MASK = "<mask>";

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

  private final Path vocabularyFile;
  private final ObjectNode vocabulary;
  private final boolean addPrefixSpace;

  private ByteLevelBpeFiles(Path vocabularyFile, ObjectNode vocabulary, boolean addPrefixSpace) {
    this.vocabularyFile = vocabularyFile;
    this.vocabulary = vocabulary;
    this.addPrefixSpace = addPrefixSpace;
  }

  /** The text of the tokenizer.json that both files amount to. */
  static String definition(Path vocabularyFile, Path mergesFile, TokenizerConfig config)
      throws TokenizerException {
    requireBoth(vocabularyFile, mergesFile);
    ObjectNode vocabulary =
        Json.parseObject(vocabularyFile.toString(), TextFile.read(vocabularyFile));
    var files =
        new ByteLevelBpeFiles(
            vocabularyFile, vocabulary, config.flag("add_prefix_space").orElse(false));
    ObjectNode root = Json.parseObject("The skeleton", SKELETON);
    root.withObject("pre_tokenizer").put("add_prefix_space", files.addPrefixSpace);
    if (vocabulary.has("<s>") && vocabulary.has("</s>")) {
      files.finishAsRoberta(root);
    } else {
      files.finishAsGpt2(root, config);
    }
    ObjectNode model = root.withObject("model");
    model.set("vocab", vocabulary);
    model.set("merges", files.readMerges(mergesFile));
    return root.toString();
  }

  private static void requireBoth(Path vocabularyFile, Path mergesFile) throws TokenizerException {
    for (Path file : List.of(vocabularyFile, mergesFile)) {
      if (!Files.exists(file)) {
        throw new TokenizerException(
            file
                + " is missing: byte-level BPE needs vocab.json and merges.txt. Copy both from"
                + " where the model comes from, or its tokenizer.json.");
      }
    }
  }

  private void finishAsRoberta(ObjectNode root) throws TokenizerException {
    ArrayNode added = root.withArray("added_tokens");
    for (String name : ROBERTA_REQUIRED) {
      added.add(Json.specialToken(name, requireId(name), false));
    }
    if (vocabulary.has(ROBERTA_MASK)) {
      // It takes the space before it along, so that "a <mask>" is as the model saw it.
      added.add(Json.specialToken(ROBERTA_MASK, requireId(ROBERTA_MASK), true));
    }
    ObjectNode processor = root.withObject("post_processor").put("type", "RobertaProcessing");
    processor.putArray("sep").add("</s>").add(requireId("</s>"));
    processor.putArray("cls").add("<s>").add(requireId("<s>"));
    processor.put("trim_offsets", true).put("add_prefix_space", addPrefixSpace);
  }

  private void finishAsGpt2(ObjectNode root, TokenizerConfig config) throws TokenizerException {
    String end = config.tokenName("eos_token").orElse(END_OF_TEXT);
    root.withArray("added_tokens").add(Json.specialToken(end, requireId(end), false));
    root.withObject("post_processor")
        .put("type", "ByteLevel")
        .put("add_prefix_space", true)
        .put("trim_offsets", false)
        .put("use_regex", true);
  }

  private int requireId(String token) throws TokenizerException {
    if (!vocabulary.path(token).isInt()) {
      throw new TokenizerException(
          vocabularyFile
              + " lacks the special token \""
              + token
              + "\", so it is neither RoBERTa's kind of vocabulary nor GPT-2's. Get the model's"
              + " tokenizer.json instead.");
    }
    return vocabulary.path(token).intValue();
  }

  private ArrayNode readMerges(Path file) throws TokenizerException {
    ArrayNode merges = Json.MAPPER.createArrayNode();
    int number = 0;
    for (String line : (Iterable<String>) TextFile.read(file).lines()::iterator) {
      number++;
      if (!line.isEmpty() && !line.startsWith("#version")) {
        merges.add(merge(file, number, line));
      }
    }
    if (merges.isEmpty()) {
      throw new TokenizerException(file + " holds no merges. Get it again.");
    }
    return merges;
  }

  /** Every part of a merge and its result are tokens; else the files are not of one tokenizer. */
  private String merge(Path file, int number, String line) throws TokenizerException {
    String place = file + ", line " + number + ", ";
    String[] parts = line.split(" ", -1);
    if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw new TokenizerException(
          place + "must hold two tokens and one space between them, but is \"" + line + "\".");
    }
    for (String token : List.of(parts[0], parts[1], parts[0] + parts[1])) {
      if (!vocabulary.has(token)) {
        throw new TokenizerException(
            place
                + "uses \""
                + token
                + "\", which "
                + vocabularyFile
                + " lacks. Use the two files of one tokenizer.");
      }
    }
    return line;
  }
}
