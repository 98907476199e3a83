package app.valence.model.tokenizer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads vocab.json with merges.txt, the original files of GPT-2 and RoBERTa. */
final class ByteLevelBpeFiles {
  private final Path vocabularyFile;
  private final ObjectNode vocabulary;

  private ByteLevelBpeFiles(Path vocabularyFile, ObjectNode vocabulary) {
    this.vocabularyFile = vocabularyFile;
    this.vocabulary = vocabulary;
  }

  /** The text of the tokenizer.json that both files amount to. */
  static String definition(Path vocabularyFile, Path mergesFile, TokenizerConfig config)
      throws TokenizerException {
    requireBoth(vocabularyFile, mergesFile);
    ObjectNode vocabulary =
        Json.parseObject(vocabularyFile.toString(), TextFile.read(vocabularyFile));
    var files = new ByteLevelBpeFiles(vocabularyFile, vocabulary);
    var definition = new ByteLevelBpeDefinition(vocabulary, files.readMerges(mergesFile));
    boolean addPrefixSpace = config.flag("add_prefix_space").orElse(false);
    if (vocabulary.has("<s>") && vocabulary.has("</s>")) {
      files.require(ByteLevelBpeDefinition.ROBERTA_REQUIRED);
      definition.finishAsRoberta(addPrefixSpace);
    } else {
      String end = config.tokenName("eos_token").orElse(ByteLevelBpeDefinition.END_OF_TEXT);
      files.require(List.of(end));
      definition.finishAsGpt2(end, addPrefixSpace);
    }
    return definition.text();
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

  private void require(List<String> tokens) throws TokenizerException {
    for (String token : tokens) {
      if (!vocabulary.path(token).isInt()) {
        throw new TokenizerException(
            vocabularyFile
                + " lacks the special token \""
                + token
                + "\", so it is neither RoBERTa's kind of vocabulary nor GPT-2's. Get the model's"
                + " tokenizer.json instead.");
      }
    }
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
