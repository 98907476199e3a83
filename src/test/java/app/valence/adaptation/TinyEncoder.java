package app.valence.adaptation;

import app.valence.jobs.JobContext;
import app.valence.model.Architecture;
import app.valence.model.ModelFiles;
import app.valence.model.tokenizer.TextCleaning;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.model.tokenizer.TokenizerTrainer;
import app.valence.model.tokenizer.VocabularyKind;
import app.valence.model.tokenizer.VocabularyOptions;
import app.valence.model.tokenizer.WordPieceTrainer;
import app.valence.tensor.SharedRuntime;
import app.valence.tensor.TensorScope;
import app.valence.training.pretraining.NewDecoder;
import app.valence.training.pretraining.NewEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** An encoder that is drawn in a moment, and texts from which it can learn something. */
public final class TinyEncoder {
  private static final String[] WHO = {"the cook", "a child", "the old king", "my sister"};
  private static final String[] DOES = {"sees", "likes", "paints", "carries", "forgets"};
  private static final String[] WHAT = {"the red apple", "a small house", "the loud drum", "a hat"};

  private TinyEncoder() {}

  /** Sentences with a pattern. */
  public static List<String> texts(int count) {
    var random = new SplittableRandom(3);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(
          "%s %s %s on day %d ."
              .formatted(
                  WHO[random.nextInt(WHO.length)],
                  DOES[random.nextInt(DOES.length)],
                  WHAT[random.nextInt(WHAT.length)],
                  random.nextInt(1_000)));
    }
    return texts;
  }

  /** A file with a text a line. */
  public static Path file(Path file, int count) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return Files.write(file, texts(count));
  }

  /** Saves a decoder of one layer with a tokenizer for these texts into {@code folder}. */
  public static Path saveDecoder(Path folder, SharedRuntime runtime) throws IOException {
    Files.createDirectories(folder);
    var options =
        new VocabularyOptions(
            VocabularyKind.BYTE_LEVEL_DECODER, 400, 2, TextCleaning.ofCase(false), List.of());
    try (var learned = TokenizerTrainer.train(texts(500), options, JobContext.detached());
        TensorScope scope = runtime.get().open()) {
      var shape = new NewDecoder.Shape(1, 32, 2, 1);
      var config = NewDecoder.config(Architecture.LLAMA, learned.tokenizer(), shape, 64);
      ModelFiles.save(ModelFiles.newCausalLanguageModel(config, scope, 1), folder);
      learned.tokenizer().save(folder);
    }
    return folder;
  }

  /** Saves a model of one layer with a tokenizer for these texts into {@code folder}. */
  public static Path save(Path folder, SharedRuntime runtime) throws IOException {
    Files.createDirectories(folder);
    var options = new WordPieceTrainer.Options(400, 2, true);
    try (Tokenizer tokenizer = WordPieceTrainer.train(texts(500), options);
        TensorScope scope = runtime.get().open()) {
      var config = NewEncoder.config(tokenizer, 1, 32);
      ModelFiles.save(ModelFiles.newMaskedLanguageModel(config, scope, 1), folder);
      tokenizer.save(folder);
    }
    return folder;
  }
}
