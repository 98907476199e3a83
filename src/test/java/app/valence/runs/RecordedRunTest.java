package app.valence.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.jobs.Cancellation;
import app.valence.jobs.JobCancelledException;
import app.valence.jobs.JobContext;
import app.valence.jobs.PauseGate;
import app.valence.jobs.Progress;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.runs.RunRequest.TextSettings;
import app.valence.tensor.Device;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.SharedRuntime;
import app.valence.training.EndReason;
import app.valence.training.LogRow;
import app.valence.training.TrainingEvent;
import app.valence.training.setup.InitialSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of a run, its record says so, and what can go on goes on exactly. */
@Timeout(120)
class RecordedRunTest {
  @TempDir static Path root;
  private static SharedRuntime runtime;
  private static TinyFiles files;
  private static RecordedRun.Finished whole;
  private static final List<TrainingEvent> WHOLE_EVENTS = new ArrayList<>();
  private static final List<Progress> WHOLE_PROGRESS = new ArrayList<>();
  private static final List<RunStatus> WHOLE_STATUSES = new ArrayList<>();
  private static final List<String> WHOLE_WARNINGS = new ArrayList<>();

  private RunStore store;
  private Cancellation cancellation;

  @BeforeAll
  static void trainWithoutInterruption() throws IOException {
    runtime = new SharedRuntime(RuntimeOptions.within(Device.CPU, 1), Optional.empty());
    files = TinyFiles.in(root.resolve("data"));
    Path folder = root.resolve("runs/whole");
    var watch =
        new RunWatch(
            new PauseGate(),
            event -> {
              WHOLE_EVENTS.add(event);
              WHOLE_STATUSES.add(found(folder).record().status());
            },
            WHOLE_WARNINGS::add);
    whole =
        RecordedRun.of(runtime::get, files.request(), folder, watch)
            .run(new JobContext(new Cancellation(), WHOLE_PROGRESS::add));
  }

  @AfterAll
  static void close() {
    runtime.close();
  }

  @BeforeEach
  void open() {
    store = new RunStore(root.resolve("runs"));
    cancellation = new Cancellation();
  }

  private static StoredRun found(Path folder) {
    try {
      return RunStore.find(folder).orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Path folder(String run) {
    return root.resolve("runs").resolve(run);
  }

  private static RunWatch watch(Consumer<TrainingEvent> events) {
    return new RunWatch(new PauseGate(), events, warning -> {});
  }

  private JobContext context() {
    return new JobContext(cancellation, progress -> {});
  }

  private static RecordedRun run(String name, Consumer<TrainingEvent> events) {
    return RecordedRun.of(runtime::get, files.request(), folder(name), watch(events));
  }

  private RecordedRun.Finished resume(String name) throws IOException {
    cancellation = new Cancellation();
    return RecordedRun.resume(runtime::get, found(folder(name)), watch(event -> {})).run(context());
  }

  /** Asks for a stop after a step. */
  private Consumer<TrainingEvent> stopAfter(long step, String why) {
    return event -> {
      if (event instanceof TrainingEvent.Logged && event.step() == step) {
        cancellation.request(why);
      }
    };
  }

  private static Map<String, Double> withoutTimes(Map<String, Double> metrics) {
    Map<String, Double> rest = new TreeMap<>(metrics);
    rest.keySet().removeIf(key -> key.contains("runtime") || key.contains("per_second"));
    return rest;
  }

  private static void assertSameAsWhole(String run) {
    RunRecord record = found(folder(run)).record();
    assertThat(record.status()).isEqualTo(RunStatus.FINISHED);
    assertThat(withoutTimes(record.metrics()))
        .isEqualTo(withoutTimes(found(folder("whole")).record().metrics()));
  }

  @Test
  void aRunIsRecordedFromItsStartToItsResults() throws IOException {
    StoredRun run = found(folder("whole"));
    assertThat(WHOLE_STATUSES).isNotEmpty().containsOnly(RunStatus.RUNNING);
    assertThat(run.record().status()).isEqualTo(RunStatus.FINISHED);
    assertThat(run.record().request()).isEqualTo(files.request());
    assertThat(run.record().ended()).isPresent();
    assertThat(run.record().data())
        .contains(
            new DataDescription(
                List.of("negative", "positive"), 48, Optional.of(16), Optional.of(16), false, 1));
    assertThat(run.record().metrics())
        .containsKeys("train_loss", "eval_loss", "eval_accuracy", "test_accuracy");
    assertThat(store.models()).extracting(StoredRun::folder).contains(run.folder());
    assertThat(store.interrupted()).extracting(StoredRun::folder).doesNotContain(run.folder());
    assertThat(WHOLE_WARNINGS).anyMatch(w -> w.contains("1 row of") && w.contains("left out"));
  }

  @Test
  void everyResultStandsBesideTheMajorityClass() {
    assertThat(whole.reason()).isEqualTo(EndReason.FINISHED);
    var test = whole.test().orElseThrow();
    assertThat(test.evaluation().report().examples()).isEqualTo(16);
    assertThat(test.baseline().examples()).isEqualTo(16);
    assertThat(test.baseline().accuracy()).isEqualTo(0.5);
    assertThat(whole.validation()).isPresent();
  }

  @Test
  void progressGoesThroughAllStagesAndCountsSteps() {
    assertThat(WHOLE_PROGRESS.stream().map(Progress::stage).distinct())
        .containsExactly(
            RunStages.READING,
            RunStages.STARTING_ENGINE,
            RunStages.TOKENIZING,
            RunStages.TRAINING,
            RunStages.TESTING);
    List<Progress> steps =
        WHOLE_PROGRESS.stream().filter(p -> p.stage().equals(RunStages.TRAINING)).toList();
    assertThat(steps.get(0).done()).isZero();
    assertThat(steps.get(0).total()).isEqualTo(12);
    Progress half = steps.stream().filter(p -> p.done() == 6).findFirst().orElseThrow();
    assertThat(half.rate()).isPositive();
    assertThat(half.remaining()).isPresent();
  }

  @Test
  void curvesCanBeDrawnAgainFromTheFolder() throws IOException {
    RunHistory history = RunHistory.read(folder("whole"));
    assertThat(history.totalSteps()).isEqualTo(12);
    assertThat(history.bestStep()).isEqualTo(whole.bestStep());
    List<LogRow> logged =
        WHOLE_EVENTS.stream()
            .filter(TrainingEvent.Logged.class::isInstance)
            .map(event -> ((TrainingEvent.Logged) event).row())
            .toList();
    assertThat(history.rows()).containsSubsequence(logged);
    assertThat(history.rows()).filteredOn(r -> r.metrics().containsKey("eval_loss")).hasSize(3);
  }

  @Test
  void aRunThatTheProgramsEndCutShortGoesOnToTheSameResult() throws IOException {
    var cut = run("closed", stopAfter(6, RecordedRun.PROGRAM_CLOSES)).run(context());
    assertThat(cut.reason()).isEqualTo(EndReason.CANCELLED);
    assertThat(found(folder("closed")).record().status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(store.interrupted()).extracting(StoredRun::folder).contains(folder("closed"));
    assertThat(RunHistory.read(folder("closed")).rows()).isNotEmpty();

    assertThat(resume("closed").reason()).isEqualTo(EndReason.FINISHED);
    assertSameAsWhole("closed");
    assertThat(RunHistory.read(folder("closed")).rows())
        .hasSameSizeAs(RunHistory.read(folder("whole")).rows().toArray());
  }

  @Test
  void aRunThatAPersonStopsKeepsItsModelAndCanGoOn() throws IOException {
    run("stopped", stopAfter(5, "Stopped by a person.")).run(context());
    StoredRun stopped = found(folder("stopped"));
    assertThat(stopped.record().status()).isEqualTo(RunStatus.STOPPED);
    assertThat(stopped.record().message()).contains("Stopped by a person.");
    assertThat(stopped.isResumable()).isTrue();
    assertThat(store.interrupted()).extracting(StoredRun::folder).doesNotContain(stopped.folder());
    assertThat(store.models()).extracting(StoredRun::folder).contains(stopped.folder());
    resume("stopped");
    assertSameAsWhole("stopped");
  }

  @Test
  void anErrorIsRecordedAndLeavesTheLastCheckpointUsable() throws IOException {
    Consumer<TrainingEvent> failing =
        event -> {
          if (event.step() == 7) {
            throw new IllegalStateException("The listener fell over.");
          }
        };
    assertThatThrownBy(() -> run("failed", failing).run(context()))
        .hasMessage("The listener fell over.");
    StoredRun failed = found(folder("failed"));
    assertThat(failed.record().status()).isEqualTo(RunStatus.FAILED);
    assertThat(failed.record().message()).contains("The listener fell over.");
    assertThat(failed.isResumable()).isTrue();
    resume("failed");
    assertSameAsWhole("failed");
  }

  @Test
  void aMissingFileIsNamedInTheRecord() throws IOException {
    RunRequest request = files.withTrain(Path.of("nowhere.tsv")).request();
    var run = RecordedRun.of(runtime::get, request, folder("missing"), watch(event -> {}));
    assertThatThrownBy(() -> run.run(context())).isInstanceOf(IOException.class);
    RunRecord record = found(folder("missing")).record();
    assertThat(record.status()).isEqualTo(RunStatus.FAILED);
    assertThat(record.message().orElseThrow()).contains("nowhere.tsv", "does not exist");
    assertThat(found(folder("missing")).isResumable()).isFalse();
  }

  @Test
  void aRunStoppedBeforeItsFirstStepIsCancelled() {
    cancellation.request("Changed my mind.");
    assertThatThrownBy(() -> run("early", event -> {}).run(context()))
        .isInstanceOf(JobCancelledException.class);
    assertThat(found(folder("early")).record().status()).isEqualTo(RunStatus.STOPPED);
  }

  @Test
  void aRunWhoseDataChangedDoesNotGoOn() throws IOException {
    TinyFiles changing = TinyFiles.in(root.resolve("changing"));
    var run =
        RecordedRun.of(
            runtime::get,
            changing.request(),
            folder("changed"),
            watch(stopAfter(5, RecordedRun.PROGRAM_CLOSES)));
    run.run(context());
    Files.writeString(changing.train(), "a good day\tpositive\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> resume("changed"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("other data");
    assertThat(found(folder("changed")).record().status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void aRunWithoutCheckpointCannotGoOn() throws IOException {
    StoredRun nothing = new StoredRun(root.resolve("empty"), found(folder("whole")).record());
    assertThatThrownBy(() -> RecordedRun.resume(runtime::get, nothing, watch(event -> {})))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("no checkpoint to go on from");
  }

  @Test
  void aMaximumLengthBeyondTheModelIsRefusedInWords() {
    RunRequest request =
        files
            .withModel(new ModelChoice.Scratch(InitialSize.TINY))
            .withText(new TextSettings(Optional.of(5_000), Optional.empty()))
            .request();
    var run = RecordedRun.of(runtime::get, request, folder("long"), watch(event -> {}));
    assertThatThrownBy(() -> run.run(context()))
        .isInstanceOf(UnfitRequestException.class)
        .hasMessageContainingAll("512", "5000");
  }

  @Test
  void aRunGoesOnFromAModelOfAnEarlierRun() throws IOException {
    RunRequest request =
        files.withModel(new ModelChoice.Pretrained(folder("whole"), false)).request();
    var run = RecordedRun.of(runtime::get, request, folder("second"), watch(event -> {}));
    var second = run.run(context());
    assertThat(second.reason()).isEqualTo(EndReason.FINISHED);
    assertThat(found(folder("second")).record().request().model()).isEqualTo(request.model());
  }
}
