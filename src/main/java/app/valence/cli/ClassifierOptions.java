package app.valence.cli;

import app.valence.evaluation.TextClassifier;
import app.valence.model.ModelConfig;
import app.valence.model.ModelFiles;
import app.valence.tensor.TensorRuntime;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The trained classifier that a command uses, and how it is run. */
final class ClassifierOptions {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "Folder of a trained classifier, such as the output of train.")
  private Path folder = Path.of("");

  @Mixin private LengthOption length = new LengthOption();
  @Mixin private EngineOptions engine = new EngineOptions();

  /** Where it is. */
  Path folder() {
    return folder;
  }

  /** Its configuration. */
  ModelConfig config() throws IOException {
    return ModelFiles.config(folder);
  }

  /** Tokens of a text; what is longer is cut. */
  int tokens(ModelConfig config) {
    return length.of(config.maximumLength());
  }

  /** The engine to run it on. */
  @MustBeClosed
  TensorRuntime start() {
    return TensorRuntime.start(engine.runtimeOptions());
  }

  /** The classifier, for texts of so many tokens. */
  @MustBeClosed
  TextClassifier load(TensorRuntime runtime, int tokens) throws IOException {
    var options = new TextClassifier.Options(engine.precision().on(runtime), tokens);
    return TextClassifier.load(folder, runtime, options);
  }
}
