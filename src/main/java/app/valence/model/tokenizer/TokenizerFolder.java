package app.valence.model.tokenizer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Finds the files of a tokenizer in a model folder and turns them into a tokenizer.json. */
final class TokenizerFolder {
  static final String DEFINITION = "tokenizer.json";

  private static final String WORD_PIECES = "vocab.txt";
  private static final String BPE_VOCABULARY = "vocab.json";
  private static final String BPE_MERGES = "merges.txt";
  private static final List<String> UNREADABLE =
      List.of(
          "bpe.codes",
          "sentencepiece.bpe.model",
          "spiece.model",
          "spm.model",
          "tokenizer.model",
          "added_tokens.json");

  /** Classes whose vocab.txt means what BERT's means. */
  private static final Set<String> LIKE_BERT =
      Set.of(
          "BertTokenizer",
          "ConvBertTokenizer",
          "DistilBertTokenizer",
          "ElectraTokenizer",
          "LayoutLMTokenizer",
          "MobileBertTokenizer",
          "RetriBertTokenizer",
          "SqueezeBertTokenizer");

  /** Classes whose vocab.json and merges.txt mean what GPT-2's or RoBERTa's mean. */
  private static final Set<String> LIKE_GPT2 =
      Set.of(
          "BartTokenizer",
          "GPT2Tokenizer",
          "LEDTokenizer",
          "LongformerTokenizer",
          "RobertaTokenizer");

  private TokenizerFolder() {}

  /** The file that decides what tokenizer {@code folder} holds. */
  static Path definingFile(Path folder) throws TokenizerException {
    if (!Files.isDirectory(folder)) {
      throw new TokenizerException(folder + " is not a folder: give the folder of the model.");
    }
    Path definition = folder.resolve(DEFINITION);
    if (Files.exists(definition)) {
      return definition;
    }
    for (String name : UNREADABLE) {
      if (Files.exists(folder.resolve(name))) {
        throw new TokenizerException(
            folder.resolve(name) + " cannot be read without a tokenizer.json. " + howToConvert());
      }
    }
    for (String name : List.of(WORD_PIECES, BPE_VOCABULARY, BPE_MERGES)) {
      if (Files.exists(folder.resolve(name))) {
        return folder.resolve(name);
      }
    }
    throw new TokenizerException(
        folder
            + " holds no tokenizer: no tokenizer.json, no vocab.txt, and no vocab.json with"
            + " merges.txt. Copy the tokenizer's files from where the model comes from.");
  }

  /** The text of the tokenizer.json that {@code file} is or amounts to. */
  static String definition(Path file, TokenizerConfig config) throws TokenizerException {
    return switch (file.getFileName().toString()) {
      case DEFINITION -> TextFile.read(file);
      case WORD_PIECES -> {
        requireClass(file, config, LIKE_BERT);
        yield WordPieceFile.definition(file, config);
      }
      default -> {
        requireClass(file, config, LIKE_GPT2);
        yield ByteLevelBpeFiles.definition(
            file.resolveSibling(BPE_VOCABULARY), file.resolveSibling(BPE_MERGES), config);
      }
    };
  }

  /** Guessing would give ids that are wrong without anyone seeing it. */
  private static void requireClass(Path file, TokenizerConfig config, Set<String> known)
      throws TokenizerException {
    String name = config.tokenizerClass().orElse("");
    if (!name.isEmpty() && !known.contains(name)) {
      throw new TokenizerException(
          file
              + " belongs to a "
              + name
              + ", which needs a tokenizer.json beside it. "
              + howToConvert());
    }
  }

  private static String howToConvert() {
    return "Make one in Python: transformers.AutoTokenizer.from_pretrained(\"the model\")"
        + ".save_pretrained(\"this folder\").";
  }
}
