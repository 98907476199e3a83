package app.valence.runs;

import app.valence.data.Preflight;
import app.valence.data.reading.RejectedRow;
import app.valence.evaluation.ClassificationReport;
import app.valence.evaluation.MajorityClass;
import app.valence.evaluation.ModelEvaluator.Evaluation;
import app.valence.jobs.Job;
import app.valence.jobs.JobCancelledException;
import app.valence.jobs.JobContext;
import app.valence.model.ModelConfig;
import app.valence.model.SequenceClassifier;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.training.EndReason;
import app.valence.training.LogRow;
import app.valence.training.TrainingControl;
import app.valence.training.saving.RunFolder;
import app.valence.training.setup.CutTexts;
import app.valence.training.setup.MaximumLength;
import app.valence.training.setup.ModelSource;
import app.valence.training.setup.TrainingData;
import app.valence.training.setup.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Carries out a run from its files to its results and keeps its record, whatever happens, so that
 * it is found again and can go on.
 */
public final class RecordedRun implements Job<RecordedRun.Finished> {
  /** The reason for a cancellation by which a run counts as interrupted, not as stopped. */
  public static final String PROGRAM_CLOSES = "The program was closed.";

  /**
   * What a run came to. A run that was stopped while it trained has come to something too.
   *
   * @param folder holds the kept model
   * @param message why it ended, where it did not simply finish
   * @param summary {@code train_loss}, {@code train_runtime} …
   * @param bestStep the step of the kept model, or 0 for the last
   * @param validation of the kept model, if there is validation data
   * @param test of the kept model, if there is test data and the run came to its end
   */
  public record Finished(
      Path folder,
      EndReason reason,
      Optional<String> message,
      LogRow summary,
      long bestStep,
      Optional<Measured> validation,
      Optional<Measured> test) {}

  /**
   * A measurement beside what any classifier must beat.
   *
   * @param baseline of always saying the most frequent class of the training data, on the same
   *     examples
   */
  public record Measured(Evaluation evaluation, ClassificationReport baseline) {}

  private final Supplier<TensorRuntime> runtime;
  private final RunRequest request;
  private final RunFolder folder;
  private final Optional<Path> checkpoint;
  private final RunWatch watch;
  private final RunLog log;

  private RecordedRun(
      Supplier<TensorRuntime> runtime, StoredRun run, Optional<Path> checkpoint, RunWatch watch) {
    this.runtime = runtime;
    this.request = run.record().request();
    this.folder = new RunFolder(run.folder());
    this.checkpoint = checkpoint;
    this.watch = watch;
    this.log = new RunLog(run.folder(), run.record());
  }

  /**
   * A run from the start.
   *
   * @param runtime gives the engine, which it may have to start
   * @param folder for this run alone
   */
  public static RecordedRun of(
      Supplier<TensorRuntime> runtime, RunRequest request, Path folder, RunWatch watch) {
    var begun = new StoredRun(folder, RunRecord.begun(request, Instant.now()));
    return new RecordedRun(runtime, begun, Optional.empty(), watch);
  }

  /**
   * Goes on with a recorded run from its latest checkpoint, with its own request.
   *
   * @throws CheckpointException if it has no checkpoint
   */
  public static RecordedRun resume(Supplier<TensorRuntime> runtime, StoredRun run, RunWatch watch)
      throws IOException {
    Optional<Path> latest = run.checkpoint();
    if (latest.isEmpty()) {
      throw new CheckpointException(
          run.folder(), "there is no checkpoint to go on from", "Start the run anew.");
    }
    return new RecordedRun(
        runtime, new StoredRun(run.folder(), run.record().resumed()), latest, watch);
  }

  /**
   * Does all of it on the calling thread and frees all native memory of the run.
   *
   * @throws JobCancelledException if it was stopped before its first step or during the test; what
   *     was stopped in between ends with a result
   * @throws IOException if a file or what was asked for cannot be used, or nothing can be written
   */
  @Override
  public Finished run(JobContext context) throws IOException {
    log.begin();
    try {
      Finished finished = carryOut(context);
      log.end(statusOf(finished.reason(), context), finished.message(), metrics(finished));
      return finished;
    } catch (JobCancelledException e) {
      log.end(stopped(context), e);
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      log.end(RunStatus.FAILED, e);
      throw e;
    }
  }

  private Finished carryOut(JobContext context) throws IOException {
    var progress = new RunProgress(context.progress());
    ModelSource source = source();
    TrainingData data =
        read(source, new JobContext(context.cancellation(), progress.as(RunStages.READING)));
    context.cancellation().throwIfRequested();
    progress.begin(RunStages.STARTING_ENGINE, "");
    TensorRuntime engine = runtime.get();
    progress.begin(RunStages.TOKENIZING, "texts");
    try (Tokenizer tokenizer = source.tokenizer(data.train());
        TensorScope scope = engine.open()) {
      var start = source.model(data.train(), tokenizer, scope, request.settings().seed());
      SequenceClassifier model = withDropout(start.model());
      var network = new TrainingRun.Network(model, tokenizer, length(model.config()));
      var plan = new TrainingRun.Plan(data, network, request.settings(), folder, checkpoint);
      return finished(train(plan, context, progress).run(scope));
    } finally {
      engine.releaseUnusedMemory();
    }
  }

  private ModelSource source() {
    return checkpoint
        .<ModelSource>map(ModelSource.Checkpoint::new)
        .orElse(request.model().source())
        .keeping(request.settings().layers());
  }

  private TrainingData read(ModelSource source, JobContext context) throws IOException {
    TrainingData data =
        TrainingData.read(
            request.data(), request.reading(), source.labels(), request.settings().seed(), context);
    log.describe(DataDescription.of(data));
    data.rejected()
        .forEach((file, rows) -> watch.warnings().accept(RejectedRow.describe(file, rows)));
    new Preflight(data.splits()).warnings().forEach(watch.warnings());
    return data;
  }

  private SequenceClassifier withDropout(SequenceClassifier model) {
    ModelConfig.Dropout own = model.config().dropout();
    return request
        .text()
        .dropout()
        .map(share -> model.withDropout(new ModelConfig.Dropout(share, own.attention(), share)))
        .orElse(model);
  }

  /** Checks too that the model has as many layers as the settings speak of. */
  private int length(ModelConfig config) throws UnfitRequestException {
    int most = config.maximumLength();
    int length = request.text().maximumLength().orElse(MaximumLength.usual(most));
    if (!MaximumLength.isPossible(length, most)) {
      throw new UnfitRequestException(
          "The model can take at most %d tokens of a text, and the maximum length is %d."
                  .formatted(most, length)
              + " Choose a smaller one.");
    }
    try {
      request.settings().layers().requireFits(config.size().layers());
    } catch (IllegalArgumentException e) {
      throw new UnfitRequestException(String.valueOf(e.getMessage()));
    }
    return length;
  }

  private TrainingRun train(TrainingRun.Plan plan, JobContext context, RunProgress progress) {
    var control =
        new TrainingControl(
            watch.gate(),
            context.cancellation(),
            event -> {
              progress.accept(event);
              watch.events().accept(event);
            });
    Consumer<CutTexts> cuts = cut -> watch.warnings().accept(cut.message());
    return new TrainingRun(plan, control, progress.aroundTraining(), cuts);
  }

  private Finished finished(TrainingRun.Finished run) {
    var result = run.result();
    var majority = MajorityClass.of(run.plan().data().train().labelCounts());
    return new Finished(
        folder.path(),
        result.reason(),
        result.message(),
        result.summary(),
        result.state().bestStep(),
        result.evaluation().map(e -> new Measured(e, majority.on(e.report()))),
        run.test().map(e -> new Measured(e, majority.on(e.report()))));
  }

  private static RunStatus statusOf(EndReason reason, JobContext context) {
    return switch (reason) {
      case FINISHED, STOPPED_EARLY -> RunStatus.FINISHED;
      case CANCELLED -> stopped(context);
      case DIVERGED -> RunStatus.DIVERGED;
    };
  }

  private static RunStatus stopped(JobContext context) {
    return context.cancellation().reason().equals(Optional.of(PROGRAM_CLOSES))
        ? RunStatus.INTERRUPTED
        : RunStatus.STOPPED;
  }

  private static Map<String, Double> metrics(Finished finished) {
    Map<String, Double> metrics = new TreeMap<>(finished.summary().metrics());
    finished.validation().ifPresent(e -> metrics.putAll(e.evaluation().metrics("eval")));
    finished.test().ifPresent(e -> metrics.putAll(e.evaluation().metrics("test")));
    return metrics;
  }
}
