package app.valence.training.setup;

import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.data.LabelSet;
import app.valence.model.BundledModel;
import app.valence.model.ModelConfig;
import app.valence.model.ModelFiles;
import app.valence.model.ModelFiles.HeadPolicy;
import app.valence.model.SequenceClassifier;
import app.valence.model.TokenizerFit;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.model.tokenizer.TokenizerException;
import app.valence.model.tokenizer.WordPieceTrainer;
import app.valence.tensor.TensorScope;
import app.valence.training.saving.UnusableCheckpointException;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Where the model of a run comes from. */
public sealed interface ModelSource {
  /**
   * A model to train.
   *
   * @param origin where it came from, in a sentence or two
   */
  record Start(SequenceClassifier model, String origin) {}

  /** The classes it has already; none if any will do. */
  LabelSet labels() throws IOException;

  /** Its tokenizer. */
  @MustBeClosed
  Tokenizer tokenizer(Dataset train) throws IOException;

  /**
   * The model, for the classes of {@code train}. Its parameters belong to {@code scope}.
   *
   * @param seed what drawn parameters follow from
   */
  Start model(Dataset train, Tokenizer tokenizer, TensorScope scope, long seed) throws IOException;

  /** A model in a folder, whose classes and tokenizer are its own. */
  sealed interface Stored extends ModelSource {
    /** Where it is. */
    Path folder();

    @Override
    default LabelSet labels() throws IOException {
      return ModelFiles.config(folder()).labels();
    }

    @MustBeClosed
    @Override
    default Tokenizer tokenizer(Dataset train) throws IOException {
      return Tokenizer.load(folder());
    }
  }

  /** A pretrained body, with its head if it is for the same classes. */
  record Pretrained(Path folder, boolean newHead) implements Stored {
    @Override
    public Start model(Dataset train, Tokenizer tokenizer, TensorScope scope, long seed)
        throws IOException {
      HeadPolicy policy = newHead ? HeadPolicy.REPLACE : HeadPolicy.KEEP;
      var loaded = ModelFiles.classifierToTrain(folder, train.labels(), policy, scope, seed);
      TokenizerFit.require(folder, loaded.model().config(), tokenizer);
      String report = loaded.report().describe();
      return new Start(
          loaded.model(), "Loaded " + folder + "." + (report.isEmpty() ? "" : " " + report));
    }
  }

  /** A model that comes with the program, with a new head. */
  record Bundled(BundledModel bundled) implements ModelSource {
    @Override
    public LabelSet labels() {
      return LabelSet.of(List.of());
    }

    @MustBeClosed
    @Override
    public Tokenizer tokenizer(Dataset train) throws IOException {
      return Tokenizer.load(bundled.folder());
    }

    @Override
    public Start model(Dataset train, Tokenizer tokenizer, TensorScope scope, long seed)
        throws IOException {
      var loaded =
          ModelFiles.classifierToTrain(
              bundled.folder(), train.labels(), HeadPolicy.REPLACE, scope, seed);
      String origin =
          "Loaded the bundled model %s: %d layers of %d units, pretrained on English text."
              .formatted(
                  bundled.title(),
                  loaded.model().config().size().layers(),
                  loaded.model().config().size().hidden());
      return new Start(loaded.model(), origin);
    }
  }

  /** Random weights, and a vocabulary of the training data. */
  record Scratch(InitialSize size) implements ModelSource {
    /** How often two pieces must stand side by side to become one: one case teaches nothing. */
    private static final int MINIMUM_FREQUENCY = 2;

    @Override
    public LabelSet labels() {
      return LabelSet.of(List.of());
    }

    @MustBeClosed
    @Override
    public Tokenizer tokenizer(Dataset train) throws IOException {
      List<String> texts = train.examples().stream().map(Example::text).toList();
      var options = new WordPieceTrainer.Options(size.vocabulary(), MINIMUM_FREQUENCY, true);
      return WordPieceTrainer.train(texts, options);
    }

    @Override
    public Start model(Dataset train, Tokenizer tokenizer, TensorScope scope, long seed) {
      ModelConfig config = size.config(tokenizer, train.labels());
      String origin =
          String.format(
              Locale.ROOT,
              "Random weights: %d layers of %d units; a vocabulary of %,d pieces learned from %s.",
              config.size().layers(),
              config.size().hidden(),
              tokenizer.vocabularySize(),
              train.name());
      return new Start(ModelFiles.newClassifier(config, scope, seed), origin);
    }
  }

  /** A checkpoint of the run that is resumed. */
  record Checkpoint(Path folder) implements Stored {
    /** The shape of its model. */
    public ModelConfig config() throws IOException {
      try {
        return ModelFiles.config(folder);
      } catch (CheckpointException e) {
        throw UnusableCheckpointException.of(folder, e);
      }
    }

    @Override
    public LabelSet labels() throws IOException {
      return config().labels();
    }

    @MustBeClosed
    @Override
    public Tokenizer tokenizer(Dataset train) throws IOException {
      try {
        return Stored.super.tokenizer(train);
      } catch (TokenizerException e) {
        throw UnusableCheckpointException.of(folder, e);
      }
    }

    @Override
    public Start model(Dataset train, Tokenizer tokenizer, TensorScope scope, long seed)
        throws IOException {
      SequenceClassifier model = classifier(tokenizer, scope);
      if (!labels().equals(train.labels())) {
        throw new CheckpointException(
            folder,
            "it is for the classes " + labels() + ", and the data has " + train.labels(),
            "Resume with the data that the run was started with.");
      }
      return new Start(model, "Resuming from " + folder + ".");
    }

    private SequenceClassifier classifier(Tokenizer tokenizer, TensorScope scope)
        throws IOException {
      try {
        SequenceClassifier model = ModelFiles.classifier(folder, scope);
        TokenizerFit.require(folder, model.config(), tokenizer);
        return model;
      } catch (CheckpointException e) {
        throw UnusableCheckpointException.of(folder, e);
      }
    }
  }
}
