package app.valence.adaptation;

import app.valence.adaptation.AdaptationRecord.Results;
import app.valence.data.corpus.Corpus;
import app.valence.files.FolderTree;
import app.valence.jobs.Job;
import app.valence.jobs.JobCancelledException;
import app.valence.jobs.JobContext;
import app.valence.model.ModelFiles;
import app.valence.model.TokenizerFit;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.runs.RecordedRun;
import app.valence.runs.RunProgress;
import app.valence.runs.RunStages;
import app.valence.runs.RunStatus;
import app.valence.runs.RunWatch;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.training.EndReason;
import app.valence.training.TrainingControl;
import app.valence.training.TrainingEvent;
import app.valence.training.saving.RunFolder;
import app.valence.training.setup.PretrainingRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Adapts a model to texts and keeps a record of it, whatever happens, so that it is found again and
 * can go on. An adaptation that fails before its first checkpoint leaves nothing behind.
 */
public final class AdaptationJob implements Job<AdaptationJob.Finished> {
  /**
   * What an adaptation came to. One that was stopped while it trained has come to something too.
   *
   * @param message why it ended, where it did not simply finish
   */
  public record Finished(AdaptedModel model, EndReason reason, Optional<String> message) {}

  private final Supplier<TensorRuntime> runtime;
  private final AdaptationRequest request;
  private final RunFolder folder;
  private final Optional<Path> checkpoint;
  private final RunWatch watch;
  private final AdaptationLog log;

  private AdaptationJob(
      Supplier<TensorRuntime> runtime,
      AdaptedModel model,
      Optional<Path> checkpoint,
      RunWatch watch) {
    this.runtime = runtime;
    this.request = model.record().request();
    this.folder = new RunFolder(model.folder());
    this.checkpoint = checkpoint;
    this.watch = watch;
    this.log = new AdaptationLog(model.folder(), model.record());
  }

  /**
   * An adaptation from the start.
   *
   * @param runtime gives the engine, which it may have to start
   * @param folder for this model alone
   */
  public static AdaptationJob of(
      Supplier<TensorRuntime> runtime, AdaptationRequest request, Path folder, RunWatch watch) {
    var begun = new AdaptedModel(folder, AdaptationRecord.begun(request, Instant.now()));
    return new AdaptationJob(runtime, begun, Optional.empty(), watch);
  }

  /**
   * Goes on with an adaptation from its latest checkpoint, with its own request.
   *
   * @throws CheckpointException if it has no checkpoint
   */
  public static AdaptationJob resume(
      Supplier<TensorRuntime> runtime, AdaptedModel model, RunWatch watch) throws IOException {
    Optional<Path> latest = model.checkpoint();
    if (latest.isEmpty()) {
      throw new CheckpointException(
          model.folder(), "there is no checkpoint to go on from", "Adapt the model anew.");
    }
    var resumed = new AdaptedModel(model.folder(), model.record().resumed());
    return new AdaptationJob(runtime, resumed, latest, watch);
  }

  /**
   * Does all of it on the calling thread and frees all native memory of it.
   *
   * @throws JobCancelledException if it was stopped before its first step; what was stopped later
   *     ends with a result
   * @throws IOException if a file or what was asked for cannot be used, or nothing can be written
   */
  @Override
  public Finished run(JobContext context) throws IOException {
    log.begin();
    try {
      return finished(carryOut(context), context);
    } catch (JobCancelledException e) {
      putAway(stopped(context), e);
      throw e;
    } catch (UncheckedIOException e) {
      IOException cause = Objects.requireNonNull(e.getCause());
      putAway(RunStatus.FAILED, cause);
      throw cause;
    } catch (IOException | RuntimeException | Error e) {
      putAway(RunStatus.FAILED, e);
      throw e;
    }
  }

  private PretrainingRun.Finished carryOut(JobContext context) throws IOException {
    var progress = new RunProgress(context.progress());
    progress.begin(RunStages.STARTING_ENGINE, "");
    TensorRuntime engine = runtime.get();
    Path from = checkpoint.isPresent() ? checkpoint.get() : request.base().folder();
    try (Tokenizer tokenizer = Tokenizer.load(from);
        TensorScope scope = engine.open()) {
      var loaded = ModelFiles.languageModel(from, scope, request.settings().training().seed());
      TokenizerFit.require(from, loaded.model().config(), tokenizer);
      var network = new PretrainingRun.Network(loaded.model(), tokenizer, false);
      return train(network, scope, context, progress);
    } finally {
      engine.releaseUnusedMemory();
    }
  }

  private PretrainingRun.Finished train(
      PretrainingRun.Network network, TensorScope scope, JobContext context, RunProgress progress)
      throws IOException {
    var texts =
        new PretrainingRun.Texts(
            new Corpus(request.texts()), Optional.empty(), request.heldOutOneIn());
    var plan = new PretrainingRun.Plan(texts, network, request.settings(), folder, checkpoint);
    var control =
        new TrainingControl(
            watch.gate(), context.cancellation(), event -> happened(event, progress));
    try {
      return new PretrainingRun(plan, control, progress.as(RunStages.READING)).run(scope);
    } catch (IllegalArgumentException e) {
      throw new UnfitTextsException(String.valueOf(e.getMessage()), e);
    }
  }

  private void happened(TrainingEvent event, RunProgress progress) {
    if (event instanceof TrainingEvent.Evaluated evaluated && event.step() == 0) {
      TokenScore.in(evaluated.row().metrics()).ifPresent(log::before);
    }
    progress.accept(event);
    watch.events().accept(event);
  }

  private Finished finished(PretrainingRun.Finished run, JobContext context) throws IOException {
    var result = run.result();
    Map<String, Double> numbers = new TreeMap<>(result.summary().metrics());
    numbers.put(Results.STEPS, (double) result.summary().step());
    numbers.put(Results.TOKENS, (double) run.trainTokens());
    numbers.put(Results.HELD_OUT_TOKENS, (double) run.heldOutTokens());
    var results =
        new Results(log.record().results().before(), TokenScore.in(result.evaluation()), numbers);
    RunStatus status = statusOf(result.reason(), context);
    AdaptedModel model = log.end(status, result.message(), results);
    AdaptedCard.write(model, run.plan().network().model().config());
    if (!status.isResumable()) {
      clearAway();
    }
    return new Finished(model, result.reason(), result.message());
  }

  /** What was only there to go on from. */
  private void clearAway() throws IOException {
    folder.removeCheckpoints();
    SplitTexts.delete(folder.path());
  }

  private void putAway(RunStatus how, Throwable because) {
    try {
      if (folder.checkpoints().isEmpty()) {
        FolderTree.delete(folder.path());
        return;
      }
    } catch (IOException e) {
      because.addSuppressed(e);
    }
    log.end(how, because);
  }

  private static RunStatus statusOf(EndReason reason, JobContext context) {
    return switch (reason) {
      case FINISHED, STOPPED_EARLY -> RunStatus.FINISHED;
      case CANCELLED -> stopped(context);
      case DIVERGED -> RunStatus.DIVERGED;
    };
  }

  private static RunStatus stopped(JobContext context) {
    return context.cancellation().reason().equals(Optional.of(RecordedRun.PROGRAM_CLOSES))
        ? RunStatus.INTERRUPTED
        : RunStatus.STOPPED;
  }
}
