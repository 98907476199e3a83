package app.valence.cli;

import app.valence.jobs.EventQueue;
import app.valence.jobs.JobContext;
import app.valence.jobs.PauseGate;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.training.EndReason;
import app.valence.training.LayerSettings;
import app.valence.training.TrainingControl;
import app.valence.training.TrainingEvent;
import app.valence.training.pretraining.PretrainingSettings;
import app.valence.training.setup.AdapterStart;
import app.valence.training.setup.PretrainingRun;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Trains an encoder to guess hidden words of texts without labels, or a decoder the next one. */
@Command(
    name = "pretrain",
    description = {
      "Adapts a model to texts without labels, or trains a new one on them: an encoder by hidden"
          + " words, a decoder by the token that follows.",
      "Texts are lines of a plain file, or a column of CSV, TSV or JSON Lines, packed by gzip or"
          + " xz or not. They may be larger than memory."
    },
    customSynopsis = {
      "${COMMAND-FULL-NAME} --data=FILE... [--validation=FILE...]",
      "    [--base=DIR | --tokenizer=DIR [--architecture=NAME] [--layers=N] [--hidden=N]]",
      "    --output=DIR [OPTION...]"
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} pretrain --data reviews.jsonl.xz --output runs/adapted",
      "  ${ROOT-COMMAND-NAME} train --data labelled.tsv --base runs/adapted --output runs/tuned",
      "  --resume, with the same data and output, goes on after an interruption."
    })
final class PretrainCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofDays(1);

  private final Terminal terminal;

  @Option(
      names = "--validation",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Held-out texts (default: one text in a hundred of the data).")
  private List<Path> validation = List.of();

  @Mixin private CorpusOptions texts = new CorpusOptions();
  @Mixin private PretrainOrigin origin = new PretrainOrigin();
  @Mixin private RunOutput output = new RunOutput();
  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private JsonFile jsonFile = new JsonFile();

  @ArgGroup(validate = false, heading = "%nTraining:%n")
  private PretrainingOptions options = new PretrainingOptions();

  @ArgGroup(validate = false, heading = "%nAdapter and memory:%n")
  private LoraOptions lora = new LoraOptions();

  PretrainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    String stopping = "Stopping after this step; a checkpoint will be written.";
    return new InterruptibleWork(terminal, stopping, PATIENCE).run(this::pretrain);
  }

  private int pretrain(JobContext context) throws IOException {
    output.requireFree(origin.base());
    jsonFile.requireWritable();
    Optional<Path> checkpoint = output.checkpoint();
    try (Tokenizer tokenizer = origin.tokenizer(checkpoint);
        TensorRuntime runtime = TensorRuntime.start(engine.runtimeOptions());
        TensorScope scope = runtime.open()) {
      PretrainingSettings settings =
          options.settings(
              lora.usualRate(origin.usualRate()),
              lora.settings(0, 0, LayerSettings.DEFAULTS),
              engine.precision().on(runtime));
      var network = origin.network(tokenizer, checkpoint, scope, settings);
      options.requireFor(network.model());
      AdapterStart.requireFits(network.model(), settings.training().layers());
      output.prepare();
      var plan = new PretrainingRun.Plan(read(), network, settings, output.folder(), checkpoint);
      return report(run(plan, scope, context));
    }
  }

  private PretrainingRun.Texts read() {
    return new PretrainingRun.Texts(
        texts.corpus(),
        validation.isEmpty() ? Optional.empty() : Optional.of(texts.corpusOf(validation)));
  }

  private PretrainingRun.Finished run(
      PretrainingRun.Plan plan, TensorScope scope, JobContext context) throws IOException {
    try (var events =
        new EventQueue<TrainingEvent>("training-log", new TrainLog(terminal, System::nanoTime))) {
      var control = new TrainingControl(new PauseGate(), context.cancellation(), events);
      return new PretrainingRun(plan, control, context.progress()).run(scope);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private int report(PretrainingRun.Finished finished) throws IOException {
    jsonFile.write(json(finished));
    var result = finished.result();
    Path folder = finished.plan().folder().path();
    if (lora.merges() && result.reason() == EndReason.FINISHED) {
      MergeCommand.mergeInto(folder, terminal);
    }
    terminal.say("");
    return switch (result.reason()) {
      case FINISHED, STOPPED_EARLY -> {
        terminal.say(
            String.format(
                Locale.ROOT,
                "Learned from %,d tokens; %,d were held out.",
                finished.trainTokens(),
                finished.heldOutTokens()));
        terminal.say("The model is in " + folder + ". Fine-tune it with");
        terminal.say("  " + Program.NAME + " train --base " + folder + " --data FILE --output DIR");
        yield ExitCode.DONE;
      }
      case CANCELLED -> {
        terminal.say("Run the same command with --resume to go on from here.");
        yield ExitCode.INTERRUPTED;
      }
      case DIVERGED -> {
        terminal.note("Error: " + result.message().orElse(""));
        yield ExitCode.DIVERGED;
      }
    };
  }

  private static ObjectNode json(PretrainingRun.Finished finished) {
    var result = finished.result();
    ObjectNode json = JsonFile.object().put("command", "pretrain");
    json.put("reason", result.reason().name().toLowerCase(Locale.ROOT));
    json.put("message", result.message().orElse(null));
    json.put("output", finished.plan().folder().path().toString());
    json.put("tokens", finished.trainTokens());
    json.put("held_out_tokens", finished.heldOutTokens());
    json.set("settings", JsonFile.tree(finished.plan().settings()));
    json.set("train", JsonFile.numbers(result.summary().metrics()));
    json.set("validation", JsonFile.numbers(result.evaluation()));
    return json;
  }
}
