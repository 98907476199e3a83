package app.valence.cli;

import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.jobs.JobContext;
import app.valence.model.TextEmbedder;
import app.valence.prompting.Calibration;
import app.valence.prompting.Normalisation;
import app.valence.prompting.ScoringSettings;
import app.valence.prompting.retrieval.EmbeddingIndex;
import app.valence.prompting.retrieval.Retriever;
import app.valence.prompting.retrieval.TfIdfIndex;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorScope;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The ways to classify by prompts, and what they need. */
final class ModeOptions {
  private static final String TF_IDF = "tf-idf";

  @Option(
      names = "--mode",
      split = ",",
      paramLabel = "MODE",
      description =
          "zero-shot, few-shot, retrieval and fine-tuned, several between commas, which are compared"
              + " in a table (default: fine-tuned). The first three prompt a decoder.")
  List<EvaluationMode> modes = new ArrayList<>();

  @Option(
      names = "--base",
      paramLabel = "DIR|NAME",
      description =
          "The decoder that is prompted: its folder, or the name of one that comes with the program"
              + " (default: the model).")
  Optional<Path> base = Optional.empty();

  @Option(
      names = "--train",
      paramLabel = "FILE",
      description =
          "Labelled examples to show and to calibrate on, such as the training data of the model.")
  Optional<Path> train = Optional.empty();

  @Option(
      names = "--shots",
      paramLabel = "K",
      description = "Examples that are shown (default: 8).")
  private Optional<Integer> shots = Optional.empty();

  @Option(
      names = "--retriever",
      paramLabel = "tf-idf|DIR",
      description =
          "What finds the examples most like a text: the words in common, or the vectors of the"
              + " encoder in a folder (default: tf-idf).")
  private String retriever = TF_IDF;

  @Option(
      names = "--calibration",
      paramLabel = "none|contextual|fitted",
      description =
          "Against answers that are preferred whatever the text is: measure them on texts without"
              + " content, or fit them to the classes' shares in --train (default: contextual).")
  private Calibration calibration = Calibration.CONTEXTUAL;

  @Option(
      names = "--score",
      paramLabel = "mean|sum",
      description =
          "Answers compare by the mean of their tokens' log-probabilities, or by the sum (default:"
              + " mean).")
  private Normalisation normalisation = Normalisation.MEAN;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "What draws the examples that are shown (default: 42).")
  private long seed = 42;

  @ArgGroup(validate = false)
  TemplateOptions prompt = new TemplateOptions();

  /** The modes that are measured, each once. */
  List<EvaluationMode> asked() {
    return modes.isEmpty()
        ? List.of(EvaluationMode.FINE_TUNED)
        : modes.stream().distinct().toList();
  }

  /**
   * Refuses what contradicts itself.
   *
   * @throws UsageException if it does
   */
  void check() {
    OptionRange.between(1, 1_000, "--shots", shots);
    boolean prompts = asked().stream().anyMatch(mode -> mode != EvaluationMode.FINE_TUNED);
    if (!prompts && (base.isPresent() || train.isPresent() || prompt.isSaid())) {
      throw new UsageException(
          "--base, --train and templates are for the modes zero-shot, few-shot and retrieval: say"
              + " which by --mode.");
    }
    for (EvaluationMode mode : asked()) {
      if (mode.showsExamples() && train.isEmpty()) {
        throw new UsageException(
            "--mode %s shows labelled examples: name them by --train FILE.".formatted(mode));
      }
    }
    if (prompts && calibration == Calibration.FITTED && train.isEmpty()) {
      throw new UsageException(
          "--calibration fitted goes by labelled examples: name them by --train FILE.");
    }
  }

  /** How a decoder is prompted. */
  ScoringSettings settings(int length) {
    return new ScoringSettings(
        length, shots.orElse(ScoringSettings.USUAL_SHOTS), normalisation, calibration, seed);
  }

  /** What finds examples of {@code train}; its memory belongs to {@code scope}. */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // The index closes its embedder.
  Retriever retriever(Dataset examples, Precision precision, TensorScope scope, JobContext context)
      throws IOException {
    List<String> texts = examples.examples().stream().map(Example::text).toList();
    if (retriever.equals(TF_IDF)) {
      return new TfIdfIndex(texts);
    }
    var embedder = TextEmbedder.load(Path.of(retriever), precision, scope);
    return new EmbeddingIndex(texts, embedder, scope, context);
  }
}
