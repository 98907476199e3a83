package app.valence.cli;

import app.valence.model.AdapterFiles;
import app.valence.model.BundledModel;
import app.valence.model.MaskedLanguageModel;
import app.valence.model.ModelFiles;
import app.valence.model.TokenizerFit;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorScope;
import app.valence.training.TrainingSettings;
import app.valence.training.pretraining.NewEncoder;
import app.valence.training.setup.PretrainingRun;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What pre-training starts from: a model, or random weights over a tokenizer. */
final class PretrainOrigin {
  private static final double RATE_OF_NEW = 1e-3;
  private static final double RATE_OF_OLD = 3e-4;

  @Option(
      names = "--base",
      paramLabel = "DIR",
      description =
          "Encoder to go on with, in Hugging Face layout (default: the small English encoder that"
              + " comes with the program).")
  private Optional<Path> base = Optional.empty();

  @Option(
      names = "--tokenizer",
      paramLabel = "DIR",
      description = "Instead of a base: a new encoder with this folder's tokenizer.")
  private Optional<Path> tokenizer = Optional.empty();

  @Option(
      names = "--layers",
      paramLabel = "N",
      description = "Layers of a new encoder (default: 3).")
  private Optional<Integer> layers = Optional.empty();

  @Option(
      names = "--hidden",
      paramLabel = "N",
      description = "Units of a new encoder, a multiple of 32 (default: 192).")
  private Optional<Integer> hidden = Optional.empty();

  /** The folder of a model that is gone on with, if one was named. */
  Optional<Path> base() {
    return base;
  }

  /** The learning rate unless one was said. */
  double usualRate() {
    return tokenizer.isPresent() ? RATE_OF_NEW : RATE_OF_OLD;
  }

  /** Where tokenizer and weights are read from. */
  private Path folder(Optional<Path> checkpoint) throws IOException {
    if (base.isPresent() && tokenizer.isPresent()) {
      throw new UsageException("--base and --tokenizer contradict each other: say one of them.");
    }
    if (tokenizer.isEmpty() && (layers.isPresent() || hidden.isPresent())) {
      throw new UsageException(
          "--layers and --hidden are for a new encoder: name its tokenizer by --tokenizer DIR.");
    }
    Optional<Path> named = checkpoint.or(() -> base).or(() -> tokenizer);
    return named.isPresent() ? named.get() : BundledModel.folder();
  }

  /** The tokenizer. */
  @MustBeClosed
  Tokenizer tokenizer(Optional<Path> checkpoint) throws IOException {
    return Tokenizer.load(ModelFiles.tokenizerFolder(folder(checkpoint)));
  }

  /** The model, whose parameters belong to {@code scope}. */
  PretrainingRun.Network network(
      Tokenizer pieces, Optional<Path> checkpoint, TensorScope scope, TrainingSettings settings)
      throws IOException {
    if (tokenizer.isPresent() && checkpoint.isEmpty()) {
      try {
        var config = NewEncoder.config(pieces, layers.orElse(3), hidden.orElse(192));
        return new PretrainingRun.Network(
            ModelFiles.newMaskedLanguageModel(config, scope, settings.seed()), pieces, true);
      } catch (IllegalArgumentException e) {
        throw new UsageException(String.valueOf(e.getMessage()));
      }
    }
    Path folder = folder(checkpoint);
    Precision matrices = settings.layers().baseMatrices();
    boolean goesOnWithAdapter = checkpoint.isPresent() && AdapterFiles.holdsAdapter(folder);
    MaskedLanguageModel model =
        goesOnWithAdapter
            ? AdapterFiles.maskedLanguageModel(folder, scope, matrices)
            : ModelFiles.maskedLanguageModel(folder, scope, settings.seed(), matrices).model();
    TokenizerFit.require(folder, model.config(), pieces);
    return new PretrainingRun.Network(model, pieces, false);
  }
}
