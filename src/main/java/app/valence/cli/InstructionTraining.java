package app.valence.cli;

import app.valence.data.LabelSet;
import app.valence.jobs.EventQueue;
import app.valence.jobs.JobContext;
import app.valence.jobs.PauseGate;
import app.valence.model.CausalLanguageModel;
import app.valence.model.ModelFiles;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.prompting.PromptFile;
import app.valence.prompting.PromptForm;
import app.valence.prompting.PromptTooLongException;
import app.valence.recipes.Reference;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.training.TrainingControl;
import app.valence.training.TrainingEvent;
import app.valence.training.TrainingSettings;
import app.valence.training.instruction.InstructionSettings;
import app.valence.training.instruction.LossOn;
import app.valence.training.setup.AdapterStart;
import app.valence.training.setup.CutTexts;
import app.valence.training.setup.DecoderSource;
import app.valence.training.setup.InstructionRun;
import app.valence.training.setup.TrainingData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The training of a decoder by instruction, as the command asks for it. */
final class InstructionTraining {
  /**
   * The options that it goes by.
   *
   * @param reference what to set beside the run
   */
  record Parts(
      ModelOrigin origin,
      RunOutput output,
      TrainingOptions options,
      EngineOptions engine,
      LengthOption length,
      JsonFile json,
      InstructionOptions instruction,
      Optional<Reference> reference) {}

  /** Reads the data and tells about it. */
  @FunctionalInterface
  interface DataReading {
    TrainingData read(LabelSet preferred, TrainingSettings settings, JobContext context)
        throws IOException;
  }

  private final Terminal terminal;
  private final Parts parts;
  private final DataReading data;

  InstructionTraining(Terminal terminal, Parts parts, DataReading data) {
    this.terminal = terminal;
    this.parts = parts;
    this.data = data;
  }

  /** Trains on the calling thread and returns the exit code. */
  int run(JobContext context) throws IOException {
    Optional<Path> checkpoint = parts.output.checkpoint();
    Path folder = parts.origin.decoder(checkpoint);
    Optional<PromptFile.Content> stored = stored(checkpoint);
    TrainingSettings preset = parts.origin.instructionPreset(checkpoint);
    TrainingSettings draft = parts.options.settings(preset, Precision.FP32);
    DecoderSource source =
        new DecoderSource(folder, checkpoint.isPresent()).keeping(draft.layers());
    LabelSet preferred = stored.map(s -> s.form().labels()).orElse(LabelSet.of(List.of()));
    TrainingData read = data.read(preferred, draft, context);
    PromptForm form = form(stored, read.train().labels(), folder);
    try (Tokenizer tokenizer = source.tokenizer();
        TensorRuntime runtime = TensorRuntime.start(parts.engine.runtimeOptions());
        TensorScope scope = runtime.open()) {
      var start = source.model(tokenizer, scope, draft.seed());
      var training = parts.options.settings(preset, parts.engine.precision().on(runtime));
      CausalLanguageModel model = prepared(start.model(), checkpoint, training);
      InstructionSettings settings = settings(stored, model, training);
      AdapterStart.requireFits(model, training.layers());
      terminal.say(start.origin());
      terminal.say(EngineOptions.describe(runtime, training.precision()));
      if (!training.layers().describe().isEmpty()) {
        terminal.say(training.layers().describe());
      }
      parts.output.prepare();
      var network = new InstructionRun.Network(model, tokenizer, form);
      var plan =
          new InstructionRun.Plan(read, network, settings, parts.output.folder(), checkpoint);
      return report(train(plan, scope, context));
    }
  }

  private Optional<PromptFile.Content> stored(Optional<Path> checkpoint) throws IOException {
    return checkpoint.isPresent()
        ? Optional.of(PromptFile.read(parts.output.folder().path()))
        : Optional.empty();
  }

  /** What is said anew on a resume is compared with the run by what comes of it. */
  private PromptForm form(Optional<PromptFile.Content> stored, LabelSet labels, Path model)
      throws IOException {
    if (stored.isEmpty() || parts.instruction.prompt.isSaid()) {
      return parts.instruction.prompt.form(labels, model);
    }
    PromptForm form = stored.get().form();
    if (!form.labels().equals(labels)) {
      throw new CheckpointException(
          model,
          "it is for the classes " + form.labels() + ", and the data has " + labels,
          "Resume with the data that the run was started with.");
    }
    return form;
  }

  private CausalLanguageModel prepared(
      CausalLanguageModel model, Optional<Path> checkpoint, TrainingSettings settings) {
    var network = parts.options.network;
    if (network.newHead) {
      throw new UsageException("--new-head is for classifiers: a language model has one head.");
    }
    network.requireFits(model.config());
    if (network.untrained && checkpoint.isEmpty()) {
      ModelFiles.redraw(model, settings.seed());
      terminal.say("All weights are drawn anew.");
    }
    boolean drops = network.dropout.isPresent() || network.attentionDropout.isPresent();
    return drops ? model.withDropout(network.dropout(model.config().dropout())) : model;
  }

  private InstructionSettings settings(
      Optional<PromptFile.Content> stored, CausalLanguageModel model, TrainingSettings training) {
    try {
      Optional<InstructionSettings> then = stored.map(s -> InstructionSettings.of(s, training));
      int usual = then.map(InstructionSettings::length).orElse(InstructionSettings.USUAL_LENGTH);
      return new InstructionSettings(
          parts.length.of(model.config().maximumLength(), usual),
          parts.instruction.lossOn.orElse(
              then.map(InstructionSettings::lossOn).orElse(LossOn.ANSWER)),
          parts.instruction.packing || then.map(InstructionSettings::packing).orElse(false),
          training);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private InstructionRun.Finished train(
      InstructionRun.Plan plan, TensorScope scope, JobContext context) throws IOException {
    try (var events =
        new EventQueue<TrainingEvent>("training-log", new TrainLog(terminal, System::nanoTime))) {
      var control = new TrainingControl(new PauseGate(), context.cancellation(), events);
      Consumer<CutTexts> cuts = cut -> terminal.warn(LengthOption.warning(cut));
      return new InstructionRun(plan, control, context.progress(), cuts).run(scope);
    } catch (PromptTooLongException e) {
      throw new UsageException(e.getMessage() + " The option for it: --max-length.");
    }
  }

  private int report(InstructionRun.Finished finished) throws IOException {
    var report = new InstructionReport(finished, parts.reference);
    if (parts.options.lora.merges() && report.exitCode() == ExitCode.DONE) {
      MergeCommand.mergeInto(finished.plan().folder().path(), terminal);
    }
    parts.json.write(report.json());
    report.print(terminal);
    return report.exitCode();
  }
}
