package app.valence.model.tokenizer;

import java.util.List;
import java.util.stream.Stream;

/** The kinds of vocabulary that can be learnt. */
public enum VocabularyKind {
  /** Word pieces with BERT's special tokens. */
  WORD_PIECE(WordPieceDefinition.Names.BERT.all(), 1),

  /** Byte-level BPE with RoBERTa's special tokens, which come around every text. */
  BYTE_LEVEL_ENCODER(
      Stream.concat(
              ByteLevelBpeDefinition.ROBERTA_REQUIRED.stream(),
              Stream.of(ByteLevelBpeDefinition.ROBERTA_MASK))
          .toList(),
      ByteLevelSpelling.LETTERS.size()),

  /** Byte-level BPE as GPT-2 has it, with a token that ends a text and one that pads batches. */
  BYTE_LEVEL_DECODER(
      List.of(ByteLevelBpeDefinition.END_OF_TEXT, ByteLevelBpeDefinition.PADDING),
      ByteLevelSpelling.LETTERS.size());

  @SuppressWarnings("ImmutableEnumChecker") // List.of and toList make unchangeable lists.
  private final List<String> specialTokens;

  private final int smallestAlphabet;

  VocabularyKind(List<String> specialTokens, int smallestAlphabet) {
    this.specialTokens = specialTokens;
    this.smallestAlphabet = smallestAlphabet;
  }

  /** The special tokens in the order of their ids, from 0 on. */
  public List<String> specialTokens() {
    return specialTokens;
  }

  int smallestAlphabet() {
    return smallestAlphabet;
  }
}
