package app.valence.cli;

import app.valence.data.LabelSet;
import app.valence.data.Preflight;
import app.valence.data.reading.RejectedRow;
import app.valence.jobs.EventQueue;
import app.valence.jobs.JobContext;
import app.valence.jobs.PauseGate;
import app.valence.model.ModelConfig;
import app.valence.model.ModelFiles;
import app.valence.model.SequenceClassifier;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.recipes.Recipe;
import app.valence.recipes.Reference;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.training.TrainingControl;
import app.valence.training.TrainingEvent;
import app.valence.training.TrainingSettings;
import app.valence.training.setup.AdapterStart;
import app.valence.training.setup.CutTexts;
import app.valence.training.setup.ModelSource;
import app.valence.training.setup.TrainingData;
import app.valence.training.setup.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fine-tunes a classifier: preflight, training, and how good it became. */
@Command(
    name = "train",
    description = {
      "Fine-tunes a model on labelled texts (TSV, CSV, JSON or JSON Lines): an encoder or decoder"
          + " with an output for each class, or a decoder that answers a prompt with the class."
    },
    customSynopsis = {
      "${COMMAND-FULL-NAME} --data=FILE [--validation=FILE|none] [--test=FILE]",
      "    (--base=DIR | --init=tiny|mini|small | --resume) --output=DIR [OPTION...]",
      "${COMMAND-FULL-NAME} --recipe=NAME|FILE [--output=DIR] [OPTION...]"
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} train --data train.tsv --validation dev.tsv \\",
      "      --base bert-base-uncased --output runs/first",
      "  ${ROOT-COMMAND-NAME} train --data reviews.csv --text-column review \\",
      "      --label-column stars --init mini --output runs/scratch",
      "  ${ROOT-COMMAND-NAME} train --task instruction --data train.tsv --base gpt2 \\",
      "      --template 'Review: {text}\\nSentiment: {label}' --output runs/prompted",
      "  ${ROOT-COMMAND-NAME} train --recipe overfitting",
      "  --resume, with the same data and output, goes on after an interruption."
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

  @Option(
      names = "--task",
      paramLabel = "classification|instruction",
      description =
          "What the model learns: an output for each class, or answers (default: classification).")
  private TrainTask task = TrainTask.CLASSIFICATION;

  @ArgGroup private ModelOrigin origin = new ModelOrigin();

  @Mixin private RecipeOption recipe = new RecipeOption();
  @Mixin private RunOutput output = new RunOutput();
  @Mixin private LengthOption length = new LengthOption();
  @Mixin private DataOptions dataOptions = new DataOptions();
  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private JsonFile jsonFile = new JsonFile();
  @Mixin private TrainingOptions options = new TrainingOptions();

  @ArgGroup(validate = false, heading = "%nInstruction (--task instruction):%n")
  private InstructionOptions instruction = new InstructionOptions();

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
    jsonFile.requireWritable();
    Optional<Recipe> followed = recipe.recipe();
    followed.ifPresent(r -> terminal.say("Recipe: " + r.title().in(Locale.ENGLISH) + "."));
    if (task == TrainTask.INSTRUCTION) {
      var parts =
          new InstructionTraining.Parts(
              origin,
              output,
              options,
              engine,
              length,
              jsonFile,
              instruction,
              followed.flatMap(Recipe::reference));
      return new InstructionTraining(terminal, parts, this::read).run(context);
    }
    instruction.requireNone();
    Optional<Path> checkpoint = output.checkpoint();
    TrainingSettings preset = origin.preset(checkpoint);
    TrainingSettings draft = options.settings(preset, Precision.FP32);
    ModelSource source = origin.source(checkpoint, options.network.newHead).keeping(draft.layers());
    TrainingData read = read(source.labels(), draft, context);
    try (Tokenizer tokenizer = source.tokenizer(read.train());
        TensorRuntime runtime = TensorRuntime.start(engine.runtimeOptions());
        TensorScope scope = runtime.open()) {
      var start = source.model(read.train(), tokenizer, scope, draft.seed());
      if (options.network.untrained && checkpoint.isEmpty()) {
        ModelFiles.redraw(start.model(), draft.seed());
        terminal.say("All weights are drawn anew.");
      }
      SequenceClassifier model = withDropout(start.model(), checkpoint);
      var settings = options.settings(preset, engine.precision().on(runtime));
      AdapterStart.requireFits(model, settings.layers());
      tellAbout(start, settings, runtime);
      int tokens = length.of(model.config().maximumLength());
      output.prepare();
      var network = new TrainingRun.Network(model, tokenizer, tokens);
      var plan = new TrainingRun.Plan(read, network, settings, output.folder(), checkpoint);
      return report(run(plan, scope, context), followed.flatMap(Recipe::reference));
    }
  }

  private TrainingRun.Finished run(TrainingRun.Plan plan, TensorScope scope, JobContext context)
      throws IOException {
    try (var events =
        new EventQueue<TrainingEvent>("training-log", new TrainLog(terminal, System::nanoTime))) {
      var control = new TrainingControl(new PauseGate(), context.cancellation(), events);
      Consumer<CutTexts> cuts = cut -> terminal.warn(LengthOption.warning(cut));
      return new TrainingRun(plan, control, context.progress(), cuts).run(scope);
    }
  }

  private TrainingData read(LabelSet preferred, TrainingSettings settings, JobContext context)
      throws IOException {
    boolean none = validation.equals(Optional.of(NONE));
    if (none && settings.evaluation().patience() > 0) {
      throw new UsageException(
          "--early-stopping-patience needs validation data; leave out --validation none.");
    }
    var sources =
        new TrainingData.Sources(data, validation.filter(v -> !none).map(Path::of), none, test);
    TrainingData read =
        TrainingData.read(
            sources, dataOptions.importOptions(), preferred, settings.seed(), context);
    tellAbout(read);
    return read;
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
    read.rejected().forEach((file, rows) -> terminal.warn(RejectedRow.describe(file, rows)));
    preflight.warnings().forEach(terminal::warn);
  }

  private SequenceClassifier withDropout(SequenceClassifier model, Optional<Path> checkpoint)
      throws CheckpointException {
    ModelConfig config = model.config();
    options.network.requireFits(config);
    ModelConfig.Dropout dropout = options.network.dropout(config.dropout());
    var pooling = options.network.pooling.orElse(config.pooling());
    if (checkpoint.isPresent()
        && !(dropout.equals(config.dropout()) && pooling == config.pooling())) {
      throw new CheckpointException(
          checkpoint.get(),
          "it was trained with other dropout or pooling",
          "Resume with the options that the run was started with.");
    }
    return model.withDropout(dropout).withPooling(pooling);
  }

  private void tellAbout(
      ModelSource.Start start, TrainingSettings settings, TensorRuntime runtime) {
    terminal.say(start.origin());
    terminal.say(EngineOptions.describe(runtime, settings.precision()));
    if (!settings.layers().describe().isEmpty()) {
      terminal.say(settings.layers().describe());
    }
  }

  private int report(TrainingRun.Finished finished, Optional<Reference> other) throws IOException {
    var report = new TrainReport(finished, other);
    if (options.lora.merges() && report.exitCode() == ExitCode.DONE) {
      MergeCommand.mergeInto(finished.plan().folder().path(), terminal);
    }
    jsonFile.write(report.json());
    switch (finished.result().reason()) {
      case FINISHED, STOPPED_EARLY -> report.print(terminal);
      case CANCELLED -> report.printStopped(terminal);
      case DIVERGED -> report.printDiverged(terminal);
    }
    return report.exitCode();
  }
}
