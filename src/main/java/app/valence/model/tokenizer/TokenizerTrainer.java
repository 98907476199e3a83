package app.valence.model.tokenizer;

import app.valence.jobs.JobContext;
import app.valence.model.tokenizer.PieceLearner.Goal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.MustBeClosed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Learns tokenizers from texts. The same texts and options give the same tokenizer.json on every
 * machine; the order of the texts matters only where words are so many that some are forgotten.
 */
public final class TokenizerTrainer {
  /** Letters of words that byte-level BPE learns from; longer ones are no language. */
  private static final int LONGEST_BYTE_WORD = 1000;

  private final VocabularyOptions options;
  private final PieceSpelling spelling;
  private final List<String> reserved;

  private TokenizerTrainer(VocabularyOptions options) {
    this.options = options;
    this.spelling = isByteLevel() ? new ByteLevelSpelling() : new WordPieceSpelling();
    this.reserved = new ArrayList<>(options.kind().specialTokens());
    reserved.addAll(options.wholeTokens());
  }

  /**
   * Learns from {@code texts}, which are read once and never held as a whole.
   *
   * @throws TokenizerException if the texts hold no words
   * @throws app.valence.jobs.JobCancelledException if the job is cancelled meanwhile
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // The result owns the tokenizer and closes it.
  public static LearnedTokenizer train(
      Iterable<String> texts, VocabularyOptions options, JobContext context)
      throws TokenizerException {
    var trainer = new TokenizerTrainer(options);
    WordCounts.Result words = trainer.count(texts, context);
    if (words.counts().isEmpty()) {
      throw new TokenizerException(
          "The texts hold no words to learn a vocabulary from. Choose a column with text.");
    }
    var goal = new Goal(options.size() - trainer.reserved.size(), options.minimumFrequency());
    LearnedPieces pieces = PieceLearner.learn(trainer.spelling, words.counts(), goal, context);
    return new LearnedTokenizer(
        Tokenizer.fromJson(trainer.definition(pieces)),
        words.texts(),
        words.characters(),
        words.counts().size(),
        words.forgotten());
  }

  private boolean isByteLevel() {
    return options.kind() != VocabularyKind.WORD_PIECE;
  }

  private WordCounts.Result count(Iterable<String> texts, JobContext context)
      throws TokenizerException {
    int longest = isByteLevel() ? LONGEST_BYTE_WORD : WordPieceDefinition.LONGEST_WORD;
    try (WordSplitter splitter = splitter()) {
      return WordCounts.of(
          texts, splitter, WordCounts.Limits.forWordsUpTo(longest), context.cancellation());
    }
  }

  @MustBeClosed
  private WordSplitter splitter() throws TokenizerException {
    TextCleaning cleaning = options.cleaning();
    return isByteLevel()
        ? WordSplitter.ofBytes(cleaning.forBytes(), reserved)
        : WordSplitter.ofWords(cleaning.forWordPieces().normalizer(), reserved);
  }

  private String definition(LearnedPieces learned) throws TokenizerException {
    var ids = new LinkedHashMap<String, Integer>();
    reserved.forEach(token -> ids.put(token, ids.size()));
    // A piece may be spelled as a reserved token is: they are then one token.
    learned.pieces().forEach(piece -> ids.putIfAbsent(piece, ids.size()));
    return isByteLevel() ? byteLevel(ids, learned.merges()) : wordPieces(ids);
  }

  private String wordPieces(Map<String, Integer> ids) throws TokenizerException {
    return WordPieceDefinition.of(
        ids,
        WordPieceDefinition.Names.BERT,
        options.wholeTokens(),
        options.cleaning().forWordPieces());
  }

  private String byteLevel(Map<String, Integer> ids, List<LearnedPieces.Merge> merges)
      throws TokenizerException {
    ObjectNode vocabulary = Json.MAPPER.createObjectNode();
    ids.forEach(vocabulary::put);
    ArrayNode lines = Json.MAPPER.createArrayNode();
    merges.forEach(merge -> lines.add(merge.left() + " " + merge.right()));
    var definition = new ByteLevelBpeDefinition(vocabulary, lines);
    if (options.kind() == VocabularyKind.BYTE_LEVEL_ENCODER) {
      definition.finishAsRoberta(false);
    } else {
      definition.finishAsGpt2(ByteLevelBpeDefinition.END_OF_TEXT, false);
    }
    definition.keepWhole(options.wholeTokens());
    JsonNode normalizer = options.cleaning().forBytes();
    definition.normalize(normalizer);
    return definition.text();
  }
}
