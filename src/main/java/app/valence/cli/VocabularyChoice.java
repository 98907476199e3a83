package app.valence.cli;

import app.valence.model.tokenizer.TextCleaning;
import app.valence.model.tokenizer.UnicodeForm;
import app.valence.model.tokenizer.VocabularyKind;
import app.valence.model.tokenizer.VocabularyOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What vocabulary is to be learnt. */
final class VocabularyChoice {
  private enum Type {
    WORDPIECE,
    BPE
  }

  private enum Purpose {
    ENCODER,
    DECODER
  }

  @Option(
      names = "--type",
      paramLabel = "wordpiece|bpe",
      description =
          "BERT's word pieces, or byte-level BPE, which can spell any text and give it back as it"
              + " was (default: wordpiece).",
      defaultValue = "wordpiece")
  private Type type = Type.WORDPIECE;

  @Option(
      names = "--purpose",
      paramLabel = "encoder|decoder",
      description =
          "For bpe: RoBERTa's special tokens <s> <pad> </s> <unk> <mask>, or only <|endoftext|> as"
              + " GPT-2 has it, and <pad> (default: encoder).",
      defaultValue = "encoder")
  private Purpose purpose = Purpose.ENCODER;

  @Option(
      names = "--vocabulary-size",
      paramLabel = "N",
      description = "The most tokens, special ones included (default: ${DEFAULT-VALUE}).",
      defaultValue = "30000")
  private int size;

  @Option(
      names = "--minimum-frequency",
      paramLabel = "N",
      description =
          "How often two pieces must stand side by side to become one (default: ${DEFAULT-VALUE}).",
      defaultValue = "2")
  private int minimumFrequency;

  @Option(
      names = "--lower-case",
      negatable = true,
      description = "Whether letters lose their case (default: they do in wordpiece only).")
  private @Nullable Boolean lowerCase;

  @Option(
      names = "--strip-accents",
      negatable = true,
      description =
          "Whether letters lose their accents (default: in wordpiece where they lose their case).")
  private @Nullable Boolean stripAccents;

  @Option(
      names = "--normalization",
      paramLabel = "nfc|nfd|nfkc|nfkd|none",
      description = "Form of Unicode that texts are brought into first (default: none).",
      defaultValue = "none")
  private UnicodeForm form = UnicodeForm.NONE;

  @Option(
      names = "--special-token",
      arity = "1..*",
      paramLabel = "TOKEN",
      description =
          "Tokens such as @user, http or <url> that are found as they are, also inside words, and"
              + " never split.")
  private List<String> wholeTokens = new ArrayList<>();

  /**
   * What was said as options of learning.
   *
   * @throws UsageException if they contradict each other
   */
  VocabularyOptions options() {
    OptionRange.between(1, 10_000_000, "--vocabulary-size", Optional.of(size));
    OptionRange.atLeast(1, "--minimum-frequency", Optional.of(minimumFrequency));
    Boolean lower = lowerCase;
    var cleaning =
        new TextCleaning(
            form,
            lower == null ? type == Type.WORDPIECE : lower,
            Optional.ofNullable(stripAccents));
    try {
      return new VocabularyOptions(kind(), size, minimumFrequency, cleaning, wholeTokens);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage() + ".");
    }
  }

  private VocabularyKind kind() {
    if (type == Type.BPE) {
      return purpose == Purpose.DECODER
          ? VocabularyKind.BYTE_LEVEL_DECODER
          : VocabularyKind.BYTE_LEVEL_ENCODER;
    }
    if (purpose == Purpose.DECODER) {
      throw new UsageException(
          "--type wordpiece is for encoders; decoders need --type bpe. Say one or the other.");
    }
    return VocabularyKind.WORD_PIECE;
  }
}
