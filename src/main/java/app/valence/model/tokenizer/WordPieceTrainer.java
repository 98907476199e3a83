package app.valence.model.tokenizer;

import app.valence.model.tokenizer.WordPieceDefinition.Names;
import app.valence.model.tokenizer.WordPieceDefinition.Normalization;
import com.google.errorprone.annotations.MustBeClosed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Learns a BERT-style tokenizer from texts; the same texts and options give the same tokenizer. */
public final class WordPieceTrainer {
  private WordPieceTrainer() {}

  /**
   * What to learn.
   *
   * @param vocabularySize the most tokens, special ones included; small data give fewer
   * @param minimumFrequency how often two pieces must stand side by side to become one
   * @param lowerCase whether letters lose their case and their accents
   */
  public record Options(int vocabularySize, int minimumFrequency, boolean lowerCase) {
    /** Checks that there is room for more than the special tokens. */
    public Options {
      if (vocabularySize <= Names.BERT.all().size() || minimumFrequency < 1) {
        throw new IllegalArgumentException(
            "A vocabulary needs more than %d tokens and a minimum frequency from 1 on: %d, %d"
                .formatted(Names.BERT.all().size(), vocabularySize, minimumFrequency));
      }
    }
  }

  /**
   * Learns the pieces of {@code texts}, which are read once.
   *
   * @throws TokenizerException if the texts hold no words
   */
  @MustBeClosed
  public static Tokenizer train(Iterable<String> texts, Options options) throws TokenizerException {
    var normalization = new Normalization(options.lowerCase(), null, true);
    Map<String, Long> words = WordCounts.of(texts, normalization);
    if (words.isEmpty()) {
      throw new TokenizerException(
          "The texts hold no words to learn a vocabulary from. Choose a column with text.");
    }
    var ids = new LinkedHashMap<String, Integer>();
    List<String> specials = Names.BERT.all();
    specials.forEach(name -> ids.put(name, ids.size()));
    int size = options.vocabularySize() - specials.size();
    for (String piece : PieceLearner.learn(words, size, options.minimumFrequency())) {
      ids.put(piece, ids.size());
    }
    return Tokenizer.fromJson(WordPieceDefinition.of(ids, Names.BERT, normalization));
  }
}
