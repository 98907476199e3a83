package app.valence.cli;

import app.valence.benchmark.AdapterGain;
import app.valence.benchmark.Benchmark;
import app.valence.benchmark.BenchmarkReport;
import app.valence.benchmark.BenchmarkShape;
import app.valence.benchmark.UnevenLengths;
import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.data.reading.DatasetReader;
import app.valence.jobs.JobContext;
import app.valence.model.EncodedExamples;
import app.valence.model.tokenizer.WordPieceTrainer;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorRuntime;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast this machine trains and predicts. */
@Command(
    name = "benchmark",
    description = {
      "Measures training and prediction of a well-known shape on this machine: rates, where the time"
          + " goes, and the share of the rate of a plain 2048³ matrix product beside it.",
      "--precision bf16 measures fp32 too, so that they can be compared; auto measures bf16 where it"
          + " is worth using."
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} benchmark --shape distilbert --precision auto",
      "  ${ROOT-COMMAND-NAME} benchmark --shape bert-mini --data train.tsv --json speed.json"
    })
final class BenchmarkCommand implements Callable<Integer> {
  /** As many pieces as the shapes have rows for. */
  private static final int VOCABULARY = 30_000;

  private final Terminal terminal;

  @Option(
      names = "--shape",
      paramLabel = "NAME",
      description =
          "bert-tiny, bert-mini, distilbert, bert-base, gpt2 or llama-160m (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "bert-tiny")
  private String shape = "bert-tiny";

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "Also train on these texts, in batches of like length and in batches padded to the maximum"
              + " length, and compare.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--lora-rank",
      paramLabel = "R",
      description =
          "Also train an adapter of this rank beside every linear layer, and compare its steps with"
              + " those of the whole model, both with gradient checkpointing too.")
  private Optional<Integer> loraRank = Optional.empty();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "About how long one of six rounds takes (default: ${DEFAULT-VALUE}).",
      defaultValue = "2")
  private double seconds = 2;

  @Mixin private LengthOption length = new LengthOption();
  @Mixin private DataOptions dataOptions = new DataOptions();
  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private JsonFile jsonFile = new JsonFile();

  BenchmarkCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    return new InterruptibleWork(terminal, "Stopping.", Duration.ofSeconds(30)).run(this::measure);
  }

  private int measure(JobContext context) throws IOException {
    BenchmarkShape chosen = shape();
    jsonFile.requireWritable();
    if (!(seconds > 0 && seconds <= 600)) {
      throw new UsageException("--seconds must be above 0 and at most 600.");
    }
    OptionRange.between(1, 4096, "--lora-rank", loraRank);
    Optional<EncodedExamples> texts =
        data.isPresent() ? Optional.of(read(context)) : Optional.empty();
    try (TensorRuntime runtime = TensorRuntime.start(engine.runtimeOptions())) {
      var settings = new Benchmark.Settings(chosen, precisions(runtime), seconds);
      BenchmarkReport report = new Benchmark(runtime, settings).run(context);
      terminal.say(report.toText().stripTrailing());
      ObjectNode json = JsonFile.tree(report.toJson());
      if (texts.isPresent()) {
        var gain = UnevenLengths.measure(runtime, settings, texts.get(), maximumLength(), context);
        terminal.say(gain.toText().stripTrailing());
        json.set("uneven_lengths", JsonFile.tree(gain.toJson()));
      }
      if (loraRank.isPresent()) {
        var gain = AdapterGain.measure(runtime, settings, loraRank.get(), context);
        terminal.say(gain.toText().stripTrailing());
        json.set("adapter", JsonFile.tree(gain.toJson()));
      }
      jsonFile.write(json);
    }
    return ExitCode.DONE;
  }

  private BenchmarkShape shape() {
    try {
      return BenchmarkShape.named(shape);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private List<Precision> precisions(TensorRuntime runtime) {
    return switch (engine.precision()) {
      case FP32 -> List.of(Precision.FP32);
      case BF16 -> List.of(Precision.FP32, Precision.BF16);
      case AUTO -> Benchmark.worthwhile(runtime);
    };
  }

  private int maximumLength() {
    return length.of(BenchmarkShape.LONGEST);
  }

  private EncodedExamples read(JobContext context) throws IOException {
    Dataset dataset =
        DatasetReader.read(
                data.orElseThrow(), dataOptions.importOptions().withOptionalLabels(), context)
            .dataset();
    List<String> texts = dataset.examples().stream().map(Example::text).toList();
    var options = new WordPieceTrainer.Options(VOCABULARY, 2, true);
    try (var tokenizer = WordPieceTrainer.train(texts, options)) {
      var encoded = EncodedExamples.encode(dataset, tokenizer, maximumLength(), context);
      // Only the time is measured, so every text may be of the first class.
      return new EncodedExamples(encoded.ids(), new int[encoded.size()], encoded.truncated());
    }
  }
}
