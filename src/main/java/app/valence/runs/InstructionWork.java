package app.valence.runs;

import app.valence.data.LabelSet;
import app.valence.evaluation.MajorityClass;
import app.valence.jobs.JobContext;
import app.valence.model.CausalLanguageModel;
import app.valence.model.ModelConfig;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.prompting.PromptFile;
import app.valence.prompting.PromptForm;
import app.valence.prompting.PromptTooLongException;
import app.valence.runs.RecordedRun.Finished;
import app.valence.runs.RecordedRun.Measured;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.training.instruction.InstructionSettings;
import app.valence.training.setup.DecoderSource;
import app.valence.training.setup.InstructionRun;
import app.valence.training.setup.TrainingData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The work of a recorded run that tunes a decoder by instruction. */
record InstructionWork(RunWork work, Instruction instruction, RunLog log) {
  /** Does all of it on the calling thread and frees all native memory of the run. */
  Finished carryOut(JobContext context) throws IOException {
    RunRequest request = work.request();
    var progress = new RunProgress(context.progress());
    DecoderSource source = source();
    TrainingData data = work.read(LabelSet.of(List.of()), log, context, progress);
    PromptForm form = form(data.train().labels(), source.folder());
    TensorRuntime engine = work.engine(progress);
    try (Tokenizer tokenizer = source.tokenizer();
        TensorScope scope = engine.open()) {
      CausalLanguageModel loaded =
          source.model(tokenizer, scope, request.settings().seed()).model();
      CausalLanguageModel model =
          work.dropout(loaded.config()).map(loaded::withDropout).orElse(loaded);
      var network = new InstructionRun.Network(model, tokenizer, form);
      var plan =
          new InstructionRun.Plan(
              data, network, settings(model.config()), work.folder(), work.checkpoint());
      var control = work.control(context, progress);
      return finished(
          new InstructionRun(plan, control, progress.aroundTraining(), work.cuts()).run(scope));
    } catch (PromptTooLongException e) {
      throw new UnfitRequestException(String.valueOf(e.getMessage()));
    } finally {
      engine.releaseUnusedMemory();
    }
  }

  private DecoderSource source() throws IOException {
    Optional<Path> checkpoint = work.checkpoint();
    Path folder = checkpoint.isPresent() ? checkpoint.get() : work.request().model().decoder();
    return new DecoderSource(folder, checkpoint.isPresent())
        .keeping(work.request().settings().layers());
  }

  /** A run that goes on keeps its prompts: its checkpoints may lack the chat template. */
  private PromptForm form(LabelSet labels, Path model) throws IOException {
    if (work.checkpoint().isEmpty()) {
      return instruction.form(labels, model);
    }
    PromptForm form = PromptFile.read(work.folder().path()).form();
    if (!form.labels().equals(labels)) {
      throw new CheckpointException(
          model,
          "it is for the classes " + form.labels() + ", and the data has " + labels,
          "Put back the data that the run was started with.");
    }
    return form;
  }

  private InstructionSettings settings(ModelConfig config) throws UnfitRequestException {
    int length = work.length(config, InstructionSettings.USUAL_LENGTH);
    try {
      return new InstructionSettings(
          length, instruction.lossOn(), instruction.packing(), work.request().settings());
    } catch (IllegalArgumentException e) {
      throw new UnfitRequestException(String.valueOf(e.getMessage()));
    }
  }

  private Finished finished(InstructionRun.Finished run) {
    var result = run.result();
    var majority = MajorityClass.of(run.plan().data().train().labelCounts());
    return new Finished(
        work.folder().path(),
        result.reason(),
        result.message(),
        result.summary(),
        result.state().bestStep(),
        result.evaluation(),
        Optional.empty(),
        run.test().map(e -> new Measured(e, majority.on(e.report()))));
  }
}
