package app.valence.model.tokenizer;

import app.valence.jobs.JobContext;
import app.valence.model.tokenizer.WordPieceDefinition.Names;
import com.google.errorprone.annotations.MustBeClosed;
import java.util.List;

/** Learns a plain BERT tokenizer, as {@link TokenizerTrainer} does. */
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
  @SuppressWarnings("MustBeClosedChecker") // The tokenizer is all there is to close.
  public static Tokenizer train(Iterable<String> texts, Options options) throws TokenizerException {
    var vocabulary =
        new VocabularyOptions(
            VocabularyKind.WORD_PIECE,
            options.vocabularySize(),
            options.minimumFrequency(),
            TextCleaning.ofCase(options.lowerCase()),
            List.of());
    return TokenizerTrainer.train(texts, vocabulary, JobContext.detached()).tokenizer();
  }
}
