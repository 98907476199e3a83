package app.valence.cli;

import app.valence.data.Dataset;
import app.valence.data.LabelSet;
import app.valence.jobs.JobContext;
import app.valence.model.ModelConfig;
import app.valence.model.ModelFiles;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.training.TrainingSettings;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fine-tunes a classifier: preflight, training, and how good it became. */
@Command(
    name = "train",
    description = "Fine-tunes a model on labelled texts (TSV, CSV, JSON or JSON Lines).",
    footer = {
      "",
      "Examples:",
      "  valence train --data train.tsv --validation dev.tsv --base bert-base --output runs/first",
      "  valence train --data reviews.csv --text-column review --label-column stars \\",
      "      --init mini --output runs/scratch",
      "  valence train (the same options) --resume"
    })
final class TrainCommand implements Callable<Integer> {
  private static final String NONE = "none";

  /** Ctrl-C ends the step, evaluates and saves, however long that takes. */
  private static final Duration PATIENCE = Duration.ofDays(1);

  private final Terminal terminal;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "Training data with a text and a label in each row.")
  private Path data = Path.of("");

  @Option(
      names = "--validation",
      paramLabel = "FILE|none",
      description =
          "Validation data, which chooses the best model (default: a tenth of the training data,"
              + " set aside). none trains on everything and measures nothing.")
  private Optional<String> validation = Optional.empty();

  @Option(
      names = "--test",
      paramLabel = "FILE",
      description = "Test data, for one measurement of the model that was kept.")
  private Optional<Path> test = Optional.empty();

  @ArgGroup(multiplicity = "1")
  private ModelOrigin origin = new ModelOrigin();

  @Mixin private RunOutput output = new RunOutput();
  @Mixin private LengthOption length = new LengthOption();
  @Mixin private DataOptions dataOptions = new DataOptions();
  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private JsonFile jsonFile = new JsonFile();
  @Mixin private TrainingOptions options = new TrainingOptions();
  @Mixin private StandardOptions standard = new StandardOptions();

  TrainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    String stopping = "Stopping after this step; a checkpoint will be written.";
    return new InterruptibleWork(terminal, stopping, PATIENCE).run(this::train);
  }

  private int train(JobContext context) throws IOException {
    output.requireFree(origin.base());
    TrainingSettings draft = options.settings(origin.preset(), Precision.FP32);
    Optional<Path> checkpoint = output.checkpoint();
    TrainingData read = read(checkpoint, draft, context);
    tellAbout(read);
    try (TensorRuntime runtime = TensorRuntime.start(engine.runtimeOptions());
        TensorScope scope = runtime.open();
        StartingModel start = start(read.train(), checkpoint, scope, draft.seed())) {
      var settings = options.settings(origin.preset(), engine.precision().on(runtime));
      tellAbout(start, settings, runtime);
      int tokens = length.of(start.model().config().maximumLength());
      output.prepare();
      var plan = new TrainingRun.Plan(read, start, settings, tokens, output.folder(), checkpoint);
      return report(new TrainingRun(plan, terminal, context).run(scope));
    }
  }

  private TrainingData read(
      Optional<Path> checkpoint, TrainingSettings settings, JobContext context) throws IOException {
    boolean none = validation.equals(Optional.of(NONE));
    if (none && settings.evaluation().patience() > 0) {
      throw new UsageException(
          "--early-stopping-patience needs validation data; leave out --validation none.");
    }
    var sources =
        new TrainingData.Sources(data, validation.filter(v -> !none).map(Path::of), none, test);
    Optional<Path> labelled = checkpoint.or(origin::base);
    LabelSet preferred =
        labelled.isPresent() ? ModelFiles.config(labelled.get()).labels() : LabelSet.of(List.of());
    return TrainingData.read(
        sources, dataOptions.importOptions(), preferred, settings.seed(), context);
  }

  private void tellAbout(TrainingData read) {
    var preflight = new Preflight(read.splits());
    terminal.say(preflight.summary());
    terminal.say("");
    if (read.validationIsSplitOff()) {
      terminal.say(
          String.format(
              Locale.ROOT,
              "No validation data was named: %.0f%% of the training data was set aside for it.",
              100 * TrainingData.VALIDATION_SHARE));
    }
    read.rejected().forEach((file, rows) -> terminal.warn(Preflight.rejected(file, rows)));
    preflight.warnings().forEach(terminal::warn);
  }

  @MustBeClosed
  private StartingModel start(
      Dataset train, Optional<Path> checkpoint, TensorScope scope, long seed) throws IOException {
    StartingModel start;
    if (checkpoint.isPresent()) {
      start = StartingModel.resumed(checkpoint.get(), train.labels(), scope);
    } else if (origin.init().isPresent()) {
      start = StartingModel.fromScratch(origin.init().get(), train, scope, seed);
    } else {
      Path base = origin.base().orElseThrow();
      start = StartingModel.pretrained(base, train, options.network, scope, seed);
    }
    ModelConfig config = start.model().config();
    options.network.requireFits(config);
    ModelConfig.Dropout dropout = options.network.dropout(config.dropout());
    if (checkpoint.isPresent() && !dropout.equals(config.dropout())) {
      throw new CheckpointException(
          checkpoint.get(),
          "it was trained with other dropout",
          "Resume with the dropout that the run was started with.");
    }
    return start.withDropout(dropout);
  }

  private void tellAbout(StartingModel start, TrainingSettings settings, TensorRuntime runtime) {
    terminal.say(start.origin());
    terminal.say(
        String.format(
            Locale.ROOT,
            "Device %s, %d threads, %s.",
            runtime.device(),
            runtime.threads(),
            settings.precision().name().toLowerCase(Locale.ROOT)));
  }

  private int report(TrainingRun.Finished finished) throws IOException {
    var report = new TrainReport(finished);
    jsonFile.write(report.json());
    switch (finished.result().reason()) {
      case FINISHED, STOPPED_EARLY -> report.print(terminal);
      case CANCELLED -> report.printStopped(terminal);
      case DIVERGED -> report.printDiverged(terminal);
    }
    return report.exitCode();
  }
}
