package app.valence.cli;

import app.valence.data.reading.ImportOptions;
import app.valence.data.reading.RejectedRow;
import app.valence.data.reading.TextRowReader;
import app.valence.files.AtomicFile;
import app.valence.jobs.JobContext;
import app.valence.scoring.BatchScoring;
import app.valence.scoring.BatchScoring.Summary;
import app.valence.scoring.ScoreFormat;
import app.valence.scoring.ScoringBackend;
import app.valence.tensor.TensorRuntime;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives every text of a file or stream its probabilities, in constant memory. */
@Command(
    name = "predict",
    description = {
      "Writes a label and the probability of each class for every text, in the order of the input.",
      "Inputs larger than the memory are no problem. Rows that cannot be used are left out and"
          + " reported; the column \"line\" says where a row comes from."
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} predict --model runs/first --input reviews.csv --output scored.tsv",
      "  cat comments.txt | ${ROOT-COMMAND-NAME} predict --model runs/first \\",
      "      --input - --output - --format jsonl"
    })
final class PredictCommand implements Callable<Integer> {
  private static final String STREAM = "-";

  private final Terminal terminal;

  @Mixin private ClassifierOptions model = new ClassifierOptions();

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE|-",
      description = "Texts as TSV, CSV, JSON, JSON Lines or one a line; - is standard input.")
  private String input = "";

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE|-",
      description = "Where to write; the file appears when it is complete; - is standard output.")
  private String output = "";

  @Option(
      names = "--format",
      paramLabel = "tsv|csv|jsonl",
      description = "How to write (default: by the ending of the output file, else tsv).")
  private Optional<ScoreFormat> format = Optional.empty();

  @Option(names = "--with-text", description = "Write the texts too.")
  private boolean withText;

  @Mixin private DataOptions dataOptions = new DataOptions();
  @Mixin private JsonFile jsonFile = new JsonFile();

  PredictCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    // A standard input that gives nothing cannot be stopped, so the wait is short.
    return new InterruptibleWork(terminal, "Stopping.", Duration.ofSeconds(10)).run(this::predict);
  }

  private int predict(JobContext context) throws IOException {
    requireTwoFiles();
    requireWritable();
    ScoreFormat scoreFormat = scoreFormat();
    var rejected = new RejectedRows(terminal, inputName());
    var progress = new ScoringProgress(context.progress());
    var metered = new JobContext(context.cancellation(), progress);
    long started = System.nanoTime();
    try (TextRowReader rows = open(rejected, metered);
        TensorRuntime runtime = model.start();
        ScoringBackend backend = model.backend(runtime)) {
      var scoring = new BatchScoring(backend, scoreFormat, withText);
      Summary summary = write(out -> scoring.score(rows, out, metered));
      rejected.tellTotal();
      report(summary, backend.labels(), rejected.count(), started);
    }
    return ExitCode.DONE;
  }

  private void requireTwoFiles() throws IOException {
    boolean files = !input.equals(STREAM) && !output.equals(STREAM);
    if (files && Files.exists(Path.of(output)) && Files.exists(Path.of(input))) {
      if (Files.isSameFile(Path.of(input), Path.of(output))) {
        throw new UsageException(
            "--input and --output are the same file, which would be lost. Name another output.");
      }
    }
  }

  private void requireWritable() {
    jsonFile.requireWritable();
    if (!output.equals(STREAM)) {
      OutputTarget.of("--output", output).requireFile();
    }
  }

  private ScoreFormat scoreFormat() {
    String name = String.valueOf(Path.of(output).getFileName());
    return format
        .or(() -> ScoreFormat.ofFileName(name))
        .orElseThrow(
            () ->
                new UsageException(
                    "The ending of --output "
                        + output
                        + " is none of .tsv, .csv, .jsonl, .json and .txt. Choose one of them, or"
                        + " say --format tsv|csv|jsonl."));
  }

  private String inputName() {
    return input.equals(STREAM) ? "standard input" : String.valueOf(Path.of(input).getFileName());
  }

  @MustBeClosed
  private TextRowReader open(Consumer<RejectedRow> rejected, JobContext context)
      throws IOException {
    ImportOptions options = dataOptions.importOptions().withOptionalLabels();
    return input.equals(STREAM)
        ? TextRowReader.open(terminal.input(), inputName(), options, rejected, context)
        : TextRowReader.open(Path.of(input), options, rejected, context);
  }

  /** Scores into a stream. */
  @FunctionalInterface
  private interface Scoring {
    Summary to(OutputStream out) throws IOException;
  }

  private Summary write(Scoring scoring) throws IOException {
    if (output.equals(STREAM)) {
      var out = new BufferedOutputStream(terminal.data(), 1 << 16);
      Summary summary = scoring.to(out);
      out.flush();
      return summary;
    }
    var summary = new Summary[1];
    AtomicFile.writeStream(Path.of(output), out -> summary[0] = scoring.to(out));
    return summary[0];
  }

  private void report(Summary summary, List<String> labels, long rejected, long started)
      throws IOException {
    double seconds = (System.nanoTime() - started) / 1e9;
    terminal.note(
        String.format(
            Locale.ROOT,
            "Predicted %,d row%s in %.1f s (%,.0f rows/s): %s.",
            summary.rows(),
            summary.rows() == 1 ? "" : "s",
            seconds,
            summary.rows() / seconds,
            ReportPrinter.counts(labels, summary.labelCounts())));
    ObjectNode json = JsonFile.object().put("command", "predict");
    json.put("model", model.folder().toString()).put("input", input).put("output", output);
    json.put("rows", summary.rows()).put("rejected_rows", rejected);
    ObjectNode counts = json.putObject("label_counts");
    for (int label = 0; label < labels.size(); label++) {
      counts.put(labels.get(label), summary.labelCounts().get(label));
    }
    json.put("runtime", seconds).put("rows_per_second", summary.rows() / seconds);
    jsonFile.write(json);
  }
}
