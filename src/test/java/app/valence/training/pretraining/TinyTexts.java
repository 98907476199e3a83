package app.valence.training.pretraining;

import app.valence.jobs.JobContext;
import app.valence.model.tokenizer.TextCleaning;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.model.tokenizer.TokenizerTrainer;
import app.valence.model.tokenizer.VocabularyKind;
import app.valence.model.tokenizer.VocabularyOptions;
import app.valence.model.tokenizer.WordPieceTrainer;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Sentences of a toy language in which animals eat and machines hum, so words can be guessed. */
final class TinyTexts {
  static final List<String> ANIMALS = List.of("cat", "dog", "horse", "rabbit");
  static final List<String> MACHINES = List.of("engine", "motor", "pump", "turbine");

  private TinyTexts() {}

  static List<String> sentences(int count, long seed) {
    var random = new SplittableRandom(seed);
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean animal = random.nextBoolean();
      List<String> nouns = animal ? ANIMALS : MACHINES;
      sentences.add(
          "the %s %s and the %s %s too"
              .formatted(
                  nouns.get(random.nextInt(4)),
                  animal ? "eats grass" : "hums loudly",
                  nouns.get(random.nextInt(4)),
                  animal ? "eats" : "hums"));
    }
    return sentences;
  }

  @MustBeClosed
  static Tokenizer tokenizer() {
    try {
      return WordPieceTrainer.train(sentences(200, 0), new WordPieceTrainer.Options(120, 2, true));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Byte-level, with a token that ends texts and begins none. */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // What was learnt is its tokenizer.
  static Tokenizer decoderTokenizer() {
    var options =
        new VocabularyOptions(
            VocabularyKind.BYTE_LEVEL_DECODER, 300, 2, TextCleaning.ofCase(false), List.of());
    try {
      return TokenizerTrainer.train(sentences(200, 0), options, JobContext.detached()).tokenizer();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @MustBeClosed
  static TokenFile tokens(List<String> texts, Tokenizer tokenizer, Path file) throws IOException {
    return TokenFile.of(texts, tokenizer, file, JobContext.detached());
  }
}
