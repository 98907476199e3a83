package app.valence.cli;

import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.data.LabelSet;
import app.valence.model.ModelConfig;
import app.valence.model.ModelFiles;
import app.valence.model.ModelFiles.HeadPolicy;
import app.valence.model.SequenceClassifier;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.model.tokenizer.WordPieceTrainer;
import app.valence.tensor.TensorScope;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a run trains, with its tokenizer.
 *
 * @param origin where it came from, in a sentence
 */
record StartingModel(SequenceClassifier model, Tokenizer tokenizer, String origin)
    implements AutoCloseable {
  /** How often two pieces must stand side by side to become one: a single case teaches nothing. */
  private static final int MINIMUM_FREQUENCY = 2;

  /** Loads a pretrained model for the classes of {@code train}. */
  @MustBeClosed
  static StartingModel pretrained(
      Path folder, Dataset train, NetworkOptions network, TensorScope scope, long seed)
      throws IOException {
    HeadPolicy policy = network.newHead ? HeadPolicy.REPLACE : HeadPolicy.KEEP;
    var loaded = ModelFiles.classifierToTrain(folder, train.labels(), policy, scope, seed);
    String report = loaded.report().describe();
    String origin = "Loaded " + folder + "." + (report.isEmpty() ? "" : " " + report);
    return new StartingModel(loaded.model(), Tokenizer.load(folder), origin);
  }

  /** Draws a model from nothing, with a vocabulary of {@code train}. */
  @MustBeClosed
  static StartingModel fromScratch(InitialSize size, Dataset train, TensorScope scope, long seed)
      throws IOException {
    List<String> texts = train.examples().stream().map(Example::text).toList();
    var options = new WordPieceTrainer.Options(size.vocabulary(), MINIMUM_FREQUENCY, true);
    Tokenizer tokenizer = WordPieceTrainer.train(texts, options);
    ModelConfig config = size.config(tokenizer, train.labels());
    String origin =
        String.format(
            Locale.ROOT,
            "Random weights: %d layers of %d units, and a vocabulary of %,d pieces learned from %s.",
            config.size().layers(),
            config.size().hidden(),
            tokenizer.vocabularySize(),
            train.name());
    return new StartingModel(ModelFiles.newClassifier(config, scope, seed), tokenizer, origin);
  }

  /** Loads the model of a checkpoint to go on with. */
  @MustBeClosed
  static StartingModel resumed(Path checkpoint, LabelSet labels, TensorScope scope)
      throws IOException {
    SequenceClassifier model = ModelFiles.classifier(checkpoint, scope);
    if (!model.config().labels().equals(labels)) {
      throw new CheckpointException(
          checkpoint,
          "it is for the classes " + model.config().labels() + ", and the data has " + labels,
          "Resume with the data that the run was started with.");
    }
    return new StartingModel(
        model, Tokenizer.load(checkpoint), "Resuming from " + checkpoint + ".");
  }

  /** The same with other dropout. */
  @MustBeClosed
  StartingModel withDropout(ModelConfig.Dropout dropout) {
    return new StartingModel(model.withDropout(dropout), tokenizer, origin);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
