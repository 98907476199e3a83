package app.valence.ui.testing;

import app.valence.data.LabelSet;
import app.valence.evaluation.TextClassifier;
import app.valence.jobs.JobContext;
import app.valence.model.ModelConfig;
import app.valence.prompting.PromptFile;
import app.valence.prompting.PromptedModel;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A model in memory that gives texts a class, by an output for each or by its answer. */
sealed interface LoadedClassifier extends AutoCloseable {
  /** A probability for each class. */
  double[] probabilities(String text, JobContext context);

  /** Tokens that all of {@code text} has, however long it is. */
  int tokens(String text);

  /** What is told about it. */
  ModelFacts facts();

  @Override
  void close();

  /**
   * Loads the model in {@code folder}.
   *
   * @param length the most tokens of a text; 0 for as many as the model can take. A model that was
   *     tuned by instruction has its own.
   */
  @SuppressWarnings("MustBeClosedChecker") // Who asks for it closes it.
  static LoadedClassifier load(Path folder, TensorRuntime runtime, int length) throws IOException {
    return PromptFile.isIn(folder)
        ? new Prompted(PromptedModel.load(folder, runtime, Precision.FP32, Optional.empty()))
        : new Headed(
            TextClassifier.load(
                folder, runtime, new TextClassifier.Options(Precision.FP32, length)));
  }

  private static ModelFacts facts(
      LabelSet labels, int length, ModelConfig config, long parameters) {
    return new ModelFacts(
        labels.names().stream().map(LabelSet::printable).toList(),
        length,
        config.modelType(),
        config.size().layers(),
        config.size().hidden(),
        parameters);
  }

  /** A network with an output for each class. */
  record Headed(TextClassifier model) implements LoadedClassifier {
    @Override
    public double[] probabilities(String text, JobContext context) {
      return model.probabilities(List.of(text), context)[0];
    }

    @Override
    public int tokens(String text) {
      return model.tokens(text);
    }

    @Override
    public ModelFacts facts() {
      return LoadedClassifier.facts(
          model.labels(), model.maximumLength(), model.config(), model.parameters());
    }

    @Override
    public void close() {
      model.close();
    }
  }

  /** A decoder that answers with the class. */
  record Prompted(PromptedModel model) implements LoadedClassifier {
    @Override
    public double[] probabilities(String text, JobContext context) {
      return model.classifier().probabilities(List.of(text), context)[0];
    }

    @Override
    public int tokens(String text) {
      return model.tokens(text);
    }

    @Override
    public ModelFacts facts() {
      return LoadedClassifier.facts(
          model.labels(), model.classifier().length(), model.config(), model.parameters());
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
