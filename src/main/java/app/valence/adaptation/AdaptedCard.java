package app.valence.adaptation;

import app.valence.adaptation.AdaptationRecord.Results;
import app.valence.data.corpus.CorpusFile;
import app.valence.files.AtomicFile;
import app.valence.model.ModelConfig;
import app.valence.training.TrainingSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.Collectors;

/** The model card of an adapted model: how it was made, and what that did. */
final class AdaptedCard {
  private static final String NAME = "README.md";

  private AdaptedCard() {}

  /** Writes it into the model's folder. */
  static void write(AdaptedModel model, ModelConfig config) throws IOException {
    AtomicFile.writeText(model.folder().resolve(NAME), text(model, config));
  }

  private static String text(AdaptedModel model, ModelConfig config) {
    AdaptationRequest request = model.record().request();
    TrainingSettings training = request.settings().training();
    Results results = model.record().results();
    boolean isDecoder = config.architecture().isDecoder();
    var lines = new StringBuilder();
    add(lines, "# %s%n%n", request.name());
    add(
        lines,
        "%s (layers: %d, hidden units: %d), adapted with Valence by %s of texts without"
            + " labels.%n%n",
        config.architecture().name(),
        config.size().layers(),
        config.size().hidden(),
        isDecoder
            ? "causal language modelling: it guessed the next words"
            : "masked language modelling: it guessed hidden words");
    add(lines, "## Made from%n%n");
    add(lines, "- Model: %s%n", request.base().title());
    add(lines, "- Texts: %s%n", texts(request));
    add(lines, "- Tokens learned from: %,d%n", results.count(Results.TOKENS));
    add(lines, "- Steps taken: %,d%n%n", results.count(Results.STEPS));
    add(lines, "## Settings%n%n");
    add(lines, "- Tokens per sequence: %d%n", request.settings().length());
    if (!isDecoder) {
      add(lines, "- Hidden share: %s%n", request.settings().maskedShare());
    }
    add(lines, "- Batch size: %d%n", training.batches().batchSize());
    add(lines, "- Highest learning rate: %s%n", plain(training.optimizer().learningRate()));
    add(lines, "- Seed: %d%n%n", training.seed());
    add(lines, "## On held-out text%n%n");
    add(lines, "%s", measured(results));
    add(lines, "%nIts licence is that of the model it was made from.%n");
    return lines.toString();
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private static String texts(AdaptationRequest request) {
    return request.texts().stream()
        .map(CorpusFile::file)
        .map(
            file ->
                SplitTexts.isOne(file)
                    ? "texts of a training split"
                    : String.valueOf(file.getFileName()))
        .collect(Collectors.joining(", "));
  }

  private static String measured(Results results) {
    if (results.before().isEmpty() || results.after().isEmpty()) {
      return "There was too little text to hold some out.\n";
    }
    var lines = new StringBuilder();
    add(lines, "- Tokens: %,d%n", results.count(Results.HELD_OUT_TOKENS));
    add(lines, "- Before: %s%n", score(results.before().get()));
    add(lines, "- After: %s%n", score(results.after().get()));
    return lines.toString();
  }

  private static String score(TokenScore score) {
    return String.format(
        Locale.ROOT, "loss %.3f, %.1f %% guessed right", score.loss(), 100 * score.accuracy());
  }

  @com.google.errorprone.annotations.FormatMethod
  private static void add(StringBuilder lines, String format, Object... arguments) {
    lines.append(String.format(Locale.ROOT, format.replace("%n", "\n"), arguments));
  }
}
