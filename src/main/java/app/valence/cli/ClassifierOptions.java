package app.valence.cli;

import app.valence.data.LabelSet;
import app.valence.evaluation.TextClassifier;
import app.valence.model.ModelConfig;
import app.valence.model.ModelFiles;
import app.valence.prompting.PromptFile;
import app.valence.prompting.PromptedModel;
import app.valence.scoring.ClassifierBackend;
import app.valence.scoring.PromptBackend;
import app.valence.scoring.ScoringBackend;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorRuntime;
import app.valence.training.instruction.InstructionSettings;
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
      description =
          "Folder of a trained classifier, such as the output of train; also of a decoder, where it"
              + " is prompted.")
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

  /** Whether it is a decoder that was tuned to answer prompts. */
  boolean isPrompted() {
    return PromptFile.isIn(folder);
  }

  /** The classes that it was trained for. */
  LabelSet labels() throws IOException {
    return isPrompted() ? PromptFile.read(folder).form().labels() : config().labels();
  }

  /** Tokens of a prompt for a decoder that can take {@code modelMaximum}. */
  int promptTokens(int modelMaximum) {
    return length.of(modelMaximum, InstructionSettings.USUAL_LENGTH);
  }

  /** What the model computes in. */
  Precision precision(TensorRuntime runtime) {
    return engine.precision().on(runtime);
  }

  /** The model, tuned to answer prompts. */
  @MustBeClosed
  PromptedModel loadPrompted(TensorRuntime runtime) throws IOException {
    if (length.said().isPresent()) {
      promptTokens(config().maximumLength()); // Refuses what the model cannot take.
    }
    return PromptedModel.load(folder, runtime, precision(runtime), length.said());
  }

  /** What gives texts their probabilities, whatever was trained. */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // The backend closes what it stands on.
  ScoringBackend backend(TensorRuntime runtime) throws IOException {
    return isPrompted()
        ? new PromptBackend(loadPrompted(runtime))
        : new ClassifierBackend(load(runtime, tokens(config())));
  }

  /** The classifier, for texts of so many tokens. */
  @MustBeClosed
  TextClassifier load(TensorRuntime runtime, int tokens) throws IOException {
    var options = new TextClassifier.Options(precision(runtime), tokens);
    return TextClassifier.load(folder, runtime, options);
  }
}
