package app.valence.cli;

import app.valence.data.Dataset;
import app.valence.data.reading.DatasetReader;
import app.valence.data.reading.ImportedData;
import app.valence.data.reading.RejectedRow;
import app.valence.evaluation.ClassificationReport;
import app.valence.evaluation.MajorityClass;
import app.valence.evaluation.ModelEvaluator.Evaluation;
import app.valence.evaluation.Predictions;
import app.valence.evaluation.TemperatureScaling;
import app.valence.evaluation.TextClassifier;
import app.valence.jobs.JobContext;
import app.valence.model.EncodedExamples;
import app.valence.model.ModelConfig;
import app.valence.tensor.TensorRuntime;
import app.valence.training.setup.CutTexts;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a trained classifier on labelled texts. */
@Command(
    name = "evaluate",
    description = "Measures a trained classifier on labelled texts.",
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} evaluate --model runs/first --data test.tsv",
      "  ${ROOT-COMMAND-NAME} evaluate --model runs/first --data test.jsonl --json report.json"
    })
final class EvaluateCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private ClassifierOptions model = new ClassifierOptions();

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "Data with a text and a label of the model's classes in each row.")
  private Path data = Path.of("");

  @Option(
      names = "--fit-temperature",
      description =
          "Also fit the temperature that makes confidence match accuracy on this data best.")
  private boolean fitTemperature;

  @Mixin private DataOptions dataOptions = new DataOptions();
  @Mixin private JsonFile jsonFile = new JsonFile();

  EvaluateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    return new InterruptibleWork(terminal, "Stopping.", Duration.ofSeconds(10)).run(this::evaluate);
  }

  private int evaluate(JobContext context) throws IOException {
    jsonFile.requireWritable();
    ModelConfig config = model.config();
    int tokens = model.tokens(config);
    var options = dataOptions.importOptions().withKnownLabels(config.labels());
    ImportedData imported = DatasetReader.read(data, options, context);
    Dataset dataset = imported.dataset();
    if (!imported.rejected().isEmpty()) {
      terminal.warn(RejectedRow.describe(dataset.name(), imported.rejected()));
    }
    try (TensorRuntime runtime = model.start();
        TextClassifier classifier = model.load(runtime, tokens)) {
      EncodedExamples encoded = classifier.encode(dataset, context);
      CutTexts.of(dataset.name(), encoded, tokens, config.maximumLength())
          .map(LengthOption::warning)
          .ifPresent(terminal::warn);
      Evaluation evaluation = classifier.evaluate(encoded, context);
      report(evaluation, imported, encoded.truncated());
    }
    return ExitCode.DONE;
  }

  private void report(Evaluation evaluation, ImportedData imported, int truncated)
      throws IOException {
    ClassificationReport report = evaluation.report();
    var majority = MajorityClass.of(imported.dataset().labelCounts());
    terminal.say(ReportPrinter.text(report, majority, imported.dataset().name()));
    ObjectNode json = JsonFile.object().put("command", "evaluate");
    json.put("model", model.folder().toString()).put("data", data.toString());
    json.setAll(report.toJson());
    json.put("loss", evaluation.loss());
    json.set("majority_class", JsonFile.baseline(report, majority));
    json.put("rejected_rows", imported.rejected().size());
    json.put("truncated", truncated);
    json.put("runtime", evaluation.seconds());
    json.put("samples_per_second", report.examples() / evaluation.seconds());
    if (fitTemperature) {
      reportTemperature(evaluation.predictions(), report, json);
    }
    jsonFile.write(json);
  }

  private void reportTemperature(
      Predictions predictions, ClassificationReport report, ObjectNode json) {
    Optional<TemperatureScaling> fitted = TemperatureScaling.fit(predictions);
    if (fitted.isEmpty()) {
      terminal.say("No temperature between 0.01 and 100 is the best on this data.");
      json.putNull("temperature");
      return;
    }
    var scaled = ClassificationReport.of(fitted.get().apply(predictions), report.labels());
    terminal.say(
        String.format(
            Locale.ROOT,
            "Temperature %.3f makes the expected calibration error %.4f on this data itself, which"
                + " flatters it: measure on other data.",
            fitted.get().temperature(),
            scaled.probability().ece()));
    json.put("temperature", fitted.get().temperature());
    json.put("ece_at_temperature", scaled.probability().ece());
  }
}
