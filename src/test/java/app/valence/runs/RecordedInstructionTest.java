package app.valence.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.data.reading.ImportOptions;
import app.valence.jobs.Cancellation;
import app.valence.jobs.DirectJobRunner;
import app.valence.jobs.Job;
import app.valence.jobs.JobContext;
import app.valence.jobs.Outcome;
import app.valence.jobs.PauseGate;
import app.valence.prompting.PromptFile;
import app.valence.prompting.PromptTemplate;
import app.valence.prompting.TinyDecoder;
import app.valence.runs.RunRequest.TextSettings;
import app.valence.tensor.Device;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.SharedRuntime;
import app.valence.training.EndReason;
import app.valence.training.EvaluationSettings;
import app.valence.training.LogRow;
import app.valence.training.TrainingEvent;
import app.valence.training.TrainingSettings;
import app.valence.training.TrainingSettings.Duration;
import app.valence.training.TrainingSettings.Saving;
import app.valence.training.instruction.InstructionSettings;
import app.valence.training.instruction.LossOn;
import app.valence.training.setup.InitialSize;
import app.valence.training.setup.Presets;
import app.valence.training.setup.TrainingData;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that tunes a decoder by instruction is recorded and goes on like any other. */
@Timeout(120)
class RecordedInstructionTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path root;
  private static SharedRuntime runtime;
  private static RecordedRun.Finished whole;
  private static final List<TrainingEvent> WHOLE_EVENTS = new ArrayList<>();

  @BeforeAll
  static void trainWithoutInterruption() throws IOException {
    runtime = new SharedRuntime(RuntimeOptions.within(Device.CPU, 1), Optional.empty());
    TinyDecoder.save(root.resolve("base"), "llama");
    TinyDecoder.opinions(root.resolve("train.tsv"), 48, 1);
    TinyDecoder.opinions(root.resolve("validation.tsv"), 16, 2);
    TinyDecoder.opinions(root.resolve("test.tsv"), 16, 3);
    whole = run(RecordedRun.of(runtime::get, request(), folder("whole"), watch(WHOLE_EVENTS::add)));
  }

  @AfterAll
  static void close() {
    runtime.close();
  }

  private static RecordedRun.Finished run(Job<RecordedRun.Finished> job) {
    List<Outcome<RecordedRun.Finished>> outcomes = new ArrayList<>();
    new DirectJobRunner().start("Tuning", job, progress -> {}, outcomes::add);
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Succeeded.class);
    return ((Outcome.Succeeded<RecordedRun.Finished>) outcomes.get(0)).value();
  }

  private static RunWatch watch(Consumer<TrainingEvent> events) {
    return new RunWatch(new PauseGate(), events, warning -> {});
  }

  private static Path folder(String run) {
    return root.resolve("runs").resolve(run);
  }

  private static RunRequest request() {
    TrainingSettings usual = InstructionSettings.usual(1e-2);
    var settings =
        new TrainingSettings(
            new Duration(2, 0),
            usual.batches(),
            usual.optimizer(),
            usual.loss(),
            usual.layers(),
            new EvaluationSettings(4, 1, usual.evaluation().bestBy(), 0),
            new Saving(4, 4),
            usual.precision(),
            7);
    var sources =
        new TrainingData.Sources(
            root.resolve("train.tsv"),
            Optional.of(root.resolve("validation.tsv")),
            false,
            Optional.of(root.resolve("test.tsv")));
    var instruction =
        new Instruction(
            PromptTemplate.parse("Review: {text}\nLabel: {label}"),
            false,
            Map.of("negative", "bad"),
            LossOn.ALL,
            false);
    return new RunRequest(
        "Tuned",
        sources,
        ImportOptions.DEFAULTS,
        new ModelChoice.Pretrained(root.resolve("base"), false),
        settings,
        TextSettings.DEFAULTS,
        Optional.empty(),
        Optional.of(instruction));
  }

  @Test
  void aRequestIsTheSameAfterItWasWrittenAndRead() throws IOException {
    var json = JSON.createObjectNode();
    RunRequestJson.write(request(), json);
    assertThat(RunRequestJson.read(JSON.readTree(json.toString()))).isEqualTo(request());
    json.remove("instruction");
    assertThat(RunRequestJson.read(json).instruction())
        .as("records from before there were instructions")
        .isEmpty();
  }

  @Test
  void theRecordHasLossAndTokenAccuracyAndTheTestByClasses() throws IOException {
    assertThat(whole.reason()).isEqualTo(EndReason.FINISHED);
    assertThat(whole.evaluation()).containsKeys("eval_loss", "eval_mean_token_accuracy");
    assertThat(whole.validation()).isEmpty();
    assertThat(whole.test().orElseThrow().evaluation().report().examples()).isEqualTo(16);
    StoredRun stored = RunStore.find(folder("whole")).orElseThrow();
    assertThat(stored.record().status()).isEqualTo(RunStatus.FINISHED);
    assertThat(stored.record().request()).isEqualTo(request());
    assertThat(stored.record().metrics())
        .containsKeys("eval_loss", "eval_mean_token_accuracy", "train_loss", "test_accuracy");
    assertThat(new RunStore(root.resolve("runs")).models()).contains(stored);
    assertThat(PromptFile.read(folder("whole")).form().words().words())
        .containsExactly("bad", "positive");
  }

  @Test
  void itsEventsAndItsHistoryHaveTheTokenAccuracyOfEachStep() throws IOException {
    assertThat(WHOLE_EVENTS)
        .filteredOn(TrainingEvent.Logged.class::isInstance)
        .hasSize(12)
        .allSatisfy(
            event ->
                assertThat(((TrainingEvent.Logged) event).row().metrics())
                    .containsKeys("loss", "mean_token_accuracy", "grad_norm", "learning_rate"));
    List<LogRow> rows = RunHistory.read(folder("whole")).rows();
    assertThat(rows)
        .filteredOn(row -> row.metrics().containsKey("eval_mean_token_accuracy"))
        .hasSize(3);
  }

  @Test
  void aRunThatGoesOnComesToWhatTheUninterruptedOneCameTo() throws IOException {
    var cancellation = new Cancellation();
    Consumer<TrainingEvent> stop =
        event -> {
          if (event instanceof TrainingEvent.Logged && event.step() == 5) {
            cancellation.request(RecordedRun.PROGRAM_CLOSES);
          }
        };
    RecordedRun.of(runtime::get, request(), folder("closed"), watch(stop))
        .run(new JobContext(cancellation, progress -> {}));
    StoredRun closed = RunStore.find(folder("closed")).orElseThrow();
    assertThat(closed.record().status()).isEqualTo(RunStatus.INTERRUPTED);
    run(RecordedRun.resume(runtime::get, closed, watch(event -> {})));
    assertThat(timeless("closed")).isEqualTo(timeless("whole"));
  }

  private static Map<String, Double> timeless(String run) throws IOException {
    StoredRun stored = RunStore.find(folder(run)).orElseThrow();
    Map<String, Double> rest = new TreeMap<>(stored.record().metrics());
    rest.keySet().removeIf(key -> key.contains("runtime") || key.contains("per_second"));
    return rest;
  }

  @Test
  void whatDoesNotFitIsRefusedWithAReason() {
    RunRequest good = request();
    assertThatThrownBy(
            () ->
                new RunRequest(
                    "Scratch",
                    good.data(),
                    good.reading(),
                    new ModelChoice.Scratch(InitialSize.TINY),
                    Presets.FROM_SCRATCH,
                    good.text(),
                    Optional.empty(),
                    good.instruction()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("decoder");
    var words =
        new Instruction(PromptTemplate.USUAL, false, Map.of("neutral", "so"), LossOn.ANSWER, false);
    var unknown =
        new RunRequest(
            "Words",
            good.data(),
            good.reading(),
            good.model(),
            good.settings(),
            good.text(),
            Optional.empty(),
            Optional.of(words));
    var run = RecordedRun.of(runtime::get, unknown, folder("words"), watch(event -> {}));
    assertThatThrownBy(() -> run.run(JobContext.detached()))
        .isInstanceOf(UnfitRequestException.class)
        .hasMessageContaining("neutral");
  }
}
