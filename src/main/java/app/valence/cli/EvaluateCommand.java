package app.valence.cli;

import app.valence.cli.ModeMeasurement.Measured;
import app.valence.data.Dataset;
import app.valence.data.LabelSet;
import app.valence.data.reading.DatasetReader;
import app.valence.data.reading.ImportOptions;
import app.valence.data.reading.ImportedData;
import app.valence.data.reading.RejectedRow;
import app.valence.evaluation.ClassificationReport;
import app.valence.evaluation.MajorityClass;
import app.valence.evaluation.ModelEvaluator.Evaluation;
import app.valence.evaluation.Predictions;
import app.valence.evaluation.TemperatureScaling;
import app.valence.jobs.JobContext;
import app.valence.tensor.TensorRuntime;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
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
      "  ${ROOT-COMMAND-NAME} evaluate --model runs/first --data test.jsonl --json report.json",
      "  ${ROOT-COMMAND-NAME} evaluate --model runs/prompted --base gpt2 --data test.tsv \\",
      "      --train train.tsv --mode zero-shot,few-shot,retrieval,fine-tuned"
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

  @ArgGroup(validate = false, heading = "%nPrompts:%n")
  private ModeOptions modes = new ModeOptions();

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
    modes.check();
    if (fitTemperature && modes.asked().size() > 1) {
      throw new UsageException("--fit-temperature is for one mode: name one by --mode.");
    }
    LabelSet known = ModeMeasurement.knownLabels(model, modes);
    Optional<Dataset> train = Optional.empty();
    if (modes.train.isPresent()) {
      train = Optional.of(read(modes.train.get(), known, context).dataset().requireTrainable());
      known = train.get().labels();
    }
    ImportedData imported = read(data, known, context);
    Map<EvaluationMode, Measured> found = measure(imported.dataset(), train, context);
    if (found.size() > 1) {
      compare(found, imported);
    } else {
      Measured only = found.values().iterator().next();
      report(only.evaluation(), imported, only.truncated());
    }
    return ExitCode.DONE;
  }

  private ImportedData read(Path file, LabelSet known, JobContext context) throws IOException {
    ImportOptions options = dataOptions.importOptions();
    ImportedData imported =
        DatasetReader.read(
            file, known.size() == 0 ? options : options.withKnownLabels(known), context);
    if (!imported.rejected().isEmpty()) {
      terminal.warn(RejectedRow.describe(imported.dataset().name(), imported.rejected()));
    }
    return imported;
  }

  private Map<EvaluationMode, Measured> measure(
      Dataset dataset, Optional<Dataset> train, JobContext context) throws IOException {
    try (TensorRuntime runtime = model.start()) {
      return new ModeMeasurement(
              model, modes, runtime, context, cut -> terminal.warn(LengthOption.warning(cut)))
          .all(dataset, train);
    }
  }

  private void compare(Map<EvaluationMode, Measured> found, ImportedData imported)
      throws IOException {
    var majority = MajorityClass.of(imported.dataset().labelCounts());
    var table = new ModeTable(majority);
    ObjectNode json = JsonFile.object().put("command", "evaluate");
    json.put("model", model.folder().toString()).put("data", data.toString());
    ObjectNode each = json.putObject("modes");
    found.forEach(
        (mode, measured) -> {
          table.add(mode.toString(), measured.evaluation());
          each.set(mode.toString(), ModeTable.json(measured.evaluation()));
        });
    terminal.say(table.text());
    json.set("majority_class", JsonFile.baseline(table.anyReport(), majority));
    json.put("rejected_rows", imported.rejected().size());
    jsonFile.write(json);
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
