package app.valence.training.setup;

import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.data.LabelSet;
import app.valence.model.AdapterFiles;
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
import app.valence.tensor.Precision;
import app.valence.tensor.TensorScope;
import app.valence.training.LayerSettings;
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

  /** The same source, which keeps what is never trained as {@code settings} ask for. */
  default ModelSource keeping(LayerSettings settings) {
    return this;
  }

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
      return Tokenizer.load(ModelFiles.tokenizerFolder(folder()));
    }
  }

  /**
   * A pretrained body, with its head if it is for the same classes.
   *
   * @param matrices the number format of the body's matrices
   */
  record Pretrained(Path folder, boolean newHead, Precision matrices) implements Stored {
    /** A body that can be trained. */
    public Pretrained(Path folder, boolean newHead) {
      this(folder, newHead, Precision.FP32);
    }

    @Override
    public ModelSource keeping(LayerSettings settings) {
      return new Pretrained(folder, newHead, settings.baseMatrices());
    }

    @Override
    public Start model(Dataset train, Tokenizer tokenizer, TensorScope scope, long seed)
        throws IOException {
      HeadPolicy policy = newHead ? HeadPolicy.REPLACE : HeadPolicy.KEEP;
      var start = new ModelFiles.Start(policy, seed, matrices);
      var loaded = ModelFiles.classifierToTrain(folder, train.labels(), start, scope);
      TokenizerFit.require(folder, loaded.model().config(), tokenizer);
      String report = loaded.report().describe();
      return new Start(
          loaded.model(), "Loaded " + folder + "." + (report.isEmpty() ? "" : " " + report));
    }
  }

  /**
   * A model that comes with the program, with a new head.
   *
   * @param matrices the number format of the body's matrices
   */
  record Bundled(BundledModel bundled, Precision matrices) implements ModelSource {
    /** A body that can be trained. */
    public Bundled(BundledModel bundled) {
      this(bundled, Precision.FP32);
    }

    @Override
    public ModelSource keeping(LayerSettings settings) {
      return new Bundled(bundled, settings.baseMatrices());
    }

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
      var start = new ModelFiles.Start(HeadPolicy.REPLACE, seed, matrices);
      var loaded = ModelFiles.classifierToTrain(bundled.folder(), train.labels(), start, scope);
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

  /**
   * A checkpoint of the run that is resumed.
   *
   * @param matrices the number format of the matrices that an adapter stands beside
   */
  record Checkpoint(Path folder, Precision matrices) implements Stored {
    /** A checkpoint whose matrices can be trained. */
    public Checkpoint(Path folder) {
      this(folder, Precision.FP32);
    }

    @Override
    public ModelSource keeping(LayerSettings settings) {
      return new Checkpoint(folder, settings.baseMatrices());
    }

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
        SequenceClassifier model =
            AdapterFiles.holdsAdapter(folder)
                ? AdapterFiles.classifier(folder, scope, matrices)
                : ModelFiles.classifier(folder, scope);
        TokenizerFit.require(folder, model.config(), tokenizer);
        return model;
      } catch (CheckpointException e) {
        throw UnusableCheckpointException.of(folder, e);
      }
    }
  }
}
