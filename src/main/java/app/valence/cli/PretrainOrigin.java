package app.valence.cli;

import app.valence.model.AdapterFiles;
import app.valence.model.BundledModel;
import app.valence.model.Model;
import app.valence.model.ModelConfig;
import app.valence.model.ModelFiles;
import app.valence.model.ModelFolder;
import app.valence.model.PretrainedModel;
import app.valence.model.TokenizerFit;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorScope;
import app.valence.training.pretraining.PretrainingSettings;
import app.valence.training.setup.PretrainingRun;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What pre-training starts from: a model, or random weights over a tokenizer. */
final class PretrainOrigin {
  private static final double RATE_OF_NEW = 1e-3;
  private static final double RATE_OF_OLD = 3e-4;

  @Option(
      names = "--base",
      paramLabel = "DIR|NAME",
      description =
          "Model to go on with, in Hugging Face layout, or the name of one that comes with the"
              + " program (default: its small English encoder).")
  private Optional<Path> base = Optional.empty();

  @Option(
      names = "--tokenizer",
      paramLabel = "DIR",
      description = "Instead of a base: a new model with this folder's tokenizer.")
  private Optional<Path> tokenizer = Optional.empty();

  @Mixin private NewNetwork shape = new NewNetwork();

  /** The folder of a model that is gone on with, if one was named. */
  Optional<Path> base() {
    return pretrained() instanceof ModelFolder named
        ? Optional.of(named.folder())
        : Optional.empty();
  }

  private PretrainedModel pretrained() {
    return base.map(NamedModel::of).orElse(BundledModel.ENCODER);
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
    if (tokenizer.isEmpty() && shape.isAsked()) {
      throw new UsageException(
          "--architecture, --layers, --hidden, heads and --counted-start are for a new model: name its tokenizer by"
              + " --tokenizer DIR.");
    }
    Optional<Path> other = checkpoint.or(() -> tokenizer);
    return other.isPresent() ? other.get() : pretrained().folder();
  }

  /** The tokenizer. */
  @MustBeClosed
  Tokenizer tokenizer(Optional<Path> checkpoint) throws IOException {
    return Tokenizer.load(ModelFiles.tokenizerFolder(folder(checkpoint)));
  }

  /**
   * The model, whose parameters belong to {@code scope}.
   *
   * @throws UsageException if a new one was asked for that there cannot be
   */
  PretrainingRun.Network network(
      Tokenizer pieces, Optional<Path> checkpoint, TensorScope scope, PretrainingSettings settings)
      throws IOException {
    long seed = settings.training().seed();
    if (tokenizer.isPresent() && checkpoint.isEmpty()) {
      ModelConfig config = shape.config(pieces, settings.length());
      return new PretrainingRun.Network(
          ModelFiles.newLanguageModel(config, scope, seed), pieces, shape.startsFromCounts());
    }
    Path folder = folder(checkpoint);
    Precision matrices = settings.training().layers().baseMatrices();
    boolean goesOnWithAdapter = checkpoint.isPresent() && AdapterFiles.holdsAdapter(folder);
    Model model =
        goesOnWithAdapter
            ? AdapterFiles.languageModel(folder, scope, matrices)
            : ModelFiles.languageModel(folder, scope, seed, matrices).model();
    TokenizerFit.require(folder, model.config(), pieces);
    return new PretrainingRun.Network(model, pieces, false);
  }
}
