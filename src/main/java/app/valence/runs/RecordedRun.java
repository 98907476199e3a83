package app.valence.runs;

import app.valence.evaluation.ClassificationReport;
import app.valence.evaluation.ModelEvaluator.Evaluation;
import app.valence.jobs.Job;
import app.valence.jobs.JobCancelledException;
import app.valence.jobs.JobContext;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.tensor.TensorRuntime;
import app.valence.training.EndReason;
import app.valence.training.LogRow;
import app.valence.training.saving.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
   * @param evaluation {@code eval_…} of the kept model; empty without validation data
   * @param validation of the kept model as a classifier, if there is validation data and it was
   *     measured as one
   * @param test of the kept model, if there is test data and the run came to its end
   */
  public record Finished(
      Path folder,
      EndReason reason,
      Optional<String> message,
      LogRow summary,
      long bestStep,
      Map<String, Double> evaluation,
      Optional<Measured> validation,
      Optional<Measured> test) {
    /** Keeps its own copy. */
    public Finished {
      evaluation = Map.copyOf(evaluation);
    }
  }

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
    var work = new RunWork(runtime, request, folder, checkpoint, watch);
    return request.instruction().isPresent()
        ? new InstructionWork(work, request.instruction().get(), log).carryOut(context)
        : new ClassifierWork(work, log).carryOut(context);
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
    metrics.putAll(finished.evaluation());
    finished.test().ifPresent(e -> metrics.putAll(e.evaluation().metrics("test")));
    return metrics;
  }
}
