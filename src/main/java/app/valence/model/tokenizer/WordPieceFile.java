package app.valence.model.tokenizer;

import app.valence.model.tokenizer.WordPieceDefinition.Names;
import app.valence.model.tokenizer.WordPieceDefinition.Normalization;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads vocab.txt, BERT's original vocabulary with one piece a line, into a tokenizer.json. */
final class WordPieceFile {
  private WordPieceFile() {}

  /** The text of the tokenizer.json that the vocabulary and the configuration amount to. */
  static String definition(Path file, TokenizerConfig config) throws TokenizerException {
    Map<String, Integer> ids = read(file);
    Names names = names(config);
    for (String name : List.of(names.pad(), names.unknown(), names.start(), names.separator())) {
      if (!ids.containsKey(name)) {
        throw new TokenizerException(
            file
                + " lacks the special token \""
                + name
                + "\". If the model calls it otherwise, say so in a tokenizer_config.json beside"
                + " the vocabulary (pad_token, unk_token, cls_token, sep_token); else get the"
                + " model's tokenizer.json.");
      }
    }
    return WordPieceDefinition.of(ids, names, List.of(), normalization(ids, config));
  }

  private static Map<String, Integer> read(Path file) throws TokenizerException {
    List<String> lines = TextFile.read(file).lines().toList();
    var ids = new LinkedHashMap<String, Integer>(2 * lines.size());
    for (int i = 0; i < lines.size(); i++) {
      String piece = lines.get(i);
      if (piece.isEmpty()) {
        throw new TokenizerException(
            file + ", line " + (i + 1) + ", is empty. It must hold one piece: get the file again.");
      }
      Integer earlier = ids.putIfAbsent(piece, i);
      if (earlier != null) {
        throw new TokenizerException(
            "%s, line %d, repeats \"%s\" of line %d. Each piece may stand once: get the file again."
                .formatted(file, i + 1, piece, earlier + 1));
      }
    }
    if (ids.isEmpty()) {
      throw new TokenizerException(file + " is empty. Get it again.");
    }
    return ids;
  }

  private static Names names(TokenizerConfig config) {
    return new Names(
        config.tokenName("pad_token").orElse(Names.BERT.pad()),
        config.tokenName("unk_token").orElse(Names.BERT.unknown()),
        config.tokenName("cls_token").orElse(Names.BERT.start()),
        config.tokenName("sep_token").orElse(Names.BERT.separator()),
        config.tokenName("mask_token").orElse(Names.BERT.mask()));
  }

  private static Normalization normalization(Map<String, Integer> ids, TokenizerConfig config) {
    return new Normalization(
        config.flag("do_lower_case").orElse(!looksCased(ids)),
        config.flag("strip_accents").orElse(null),
        config.flag("tokenize_chinese_chars").orElse(true),
        UnicodeForm.NONE);
  }

  /**
   * Whether more than one piece in a thousand has a capital letter. Lower-cased vocabularies hold a
   * few too: letters that have no lower case, and special tokens, which are not counted here.
   */
  private static boolean looksCased(Map<String, Integer> ids) {
    long capitals =
        ids.keySet().stream()
            .filter(piece -> !piece.startsWith("[") && !piece.startsWith("<"))
            .filter(piece -> piece.codePoints().anyMatch(Character::isUpperCase))
            .count();
    return capitals * 1000 > ids.size();
  }
}
