package app.valence.adaptation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.adaptation.AdaptationRecord.Results;
import app.valence.data.DataFormatException;
import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.data.LabelSet;
import app.valence.data.corpus.CorpusFile;
import app.valence.evaluation.MetricName;
import app.valence.jobs.Cancellation;
import app.valence.jobs.JobCancelledException;
import app.valence.jobs.JobContext;
import app.valence.jobs.PauseGate;
import app.valence.model.BundledModel;
import app.valence.model.ModelDescription;
import app.valence.model.ModelFolder;
import app.valence.model.PretrainedModel;
import app.valence.runs.RecordedRun;
import app.valence.runs.RunHistory;
import app.valence.runs.RunStatus;
import app.valence.runs.RunWatch;
import app.valence.tensor.Device;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.SharedRuntime;
import app.valence.training.BatchSettings;
import app.valence.training.EndReason;
import app.valence.training.EvaluationSettings;
import app.valence.training.TrainingEvent;
import app.valence.training.TrainingSettings;
import app.valence.training.pretraining.PretrainingSettings;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of an adaptation, its record says so, and what can go on goes on. */
@Timeout(120)
class AdaptationJobTest {
  @TempDir static Path root;
  private static SharedRuntime runtime;
  private static Path base;
  private static Path texts;
  private static AdaptationJob.Finished whole;
  private static final List<TrainingEvent> WHOLE_EVENTS = new ArrayList<>();

  private final AdaptedModels store = new AdaptedModels(root.resolve("models"));
  private Cancellation cancellation;

  @BeforeAll
  static void adaptWithoutInterruption() throws IOException {
    runtime = new SharedRuntime(RuntimeOptions.within(Device.CPU, 1), Optional.empty());
    base = TinyEncoder.save(root.resolve("base"), runtime);
    texts = TinyEncoder.file(root.resolve("texts.txt"), 1_500);
    whole =
        AdaptationJob.of(runtime::get, request(texts), folder("whole"), watch(WHOLE_EVENTS::add))
            .run(new JobContext(new Cancellation(), progress -> {}));
  }

  @AfterAll
  static void close() {
    runtime.close();
  }

  @BeforeEach
  void open() {
    cancellation = new Cancellation();
  }

  private static Path folder(String name) {
    return root.resolve("models").resolve(name);
  }

  private static RunWatch watch(Consumer<TrainingEvent> events) {
    return new RunWatch(new PauseGate(), events, warning -> {});
  }

  private static AdaptationRequest request(Path file) {
    TrainingSettings usual = PretrainingSettings.USUAL.training();
    var training =
        new TrainingSettings(
            new TrainingSettings.Duration(1, 24),
            new BatchSettings(16, 1, false, 0),
            usual.optimizer(),
            usual.loss(),
            usual.layers(),
            new EvaluationSettings(8, 1, MetricName.LOSS, 0),
            new TrainingSettings.Saving(8, 2),
            usual.precision(),
            7);
    return new AdaptationRequest(
        "My letters",
        new ModelFolder(base),
        List.of(CorpusFile.of(file)),
        new PretrainingSettings(32, 0.15, training),
        5);
  }

  private JobContext context() {
    return new JobContext(cancellation, progress -> {});
  }

  private Consumer<TrainingEvent> stopAfter(long step, String reason) {
    return event -> {
      if (event instanceof TrainingEvent.Logged && event.step() == step) {
        cancellation.request(reason);
      }
    };
  }

  private AdaptationJob.Finished adapt(String name, Consumer<TrainingEvent> events)
      throws IOException {
    return AdaptationJob.of(runtime::get, request(texts), folder(name), watch(events))
        .run(context());
  }

  @Test
  void itGetsBetterOnHeldOutTextAndRecordsWhatItDid() throws IOException {
    Results results = whole.model().record().results();
    assertThat(whole.reason()).isEqualTo(EndReason.FINISHED);
    assertThat(results.after().orElseThrow().loss())
        .isLessThan(results.before().orElseThrow().loss());
    assertThat(results.count(Results.STEPS)).isEqualTo(24);
    assertThat(results.count(Results.HELD_OUT_TOKENS)).isGreaterThan(1_000);
    assertThat(WHOLE_EVENTS.get(0)).isInstanceOf(TrainingEvent.MemoryForeseen.class);
    assertThat(WHOLE_EVENTS.get(2))
        .isInstanceOfSatisfying(
            TrainingEvent.Evaluated.class, first -> assertThat(first.step()).isZero());
    assertThat(AdaptedModels.find(folder("whole"))).contains(whole.model());
  }

  @Test
  void theModelCanBeDescribedAndItsCardSaysHowItWasMade() throws IOException {
    ModelDescription described = ModelDescription.read(folder("whole"));
    assertThat(described.parameters()).isGreaterThan(30_000);
    assertThat(described.classifier()).isFalse();
    assertThat(described.card().orElseThrow())
        .contains("# My letters", "- Texts: texts.txt", "- Steps taken: 24", "- Before: loss");
    assertThat(whole.model().checkpoint()).as("nothing is left to go on from").isEmpty();
  }

  @Test
  void whatWasStoppedGoesOnAsIfItHadNot() throws IOException {
    AdaptationJob.Finished stopped = adapt("stopped", stopAfter(10, "You stopped it."));
    assertThat(stopped.reason()).isEqualTo(EndReason.CANCELLED);
    assertThat(stopped.model().record().status()).isEqualTo(RunStatus.STOPPED);
    assertThat(stopped.model().isResumable()).isTrue();
    assertThat(stopped.model().isUsable()).isTrue();
    assertThat(RunHistory.read(folder("stopped")).rows()).isNotEmpty();

    cancellation = new Cancellation();
    AdaptationJob.Finished ended =
        AdaptationJob.resume(runtime::get, stopped.model(), watch(event -> {})).run(context());
    assertThat(ended.model().record().status()).isEqualTo(RunStatus.FINISHED);
    Results results = ended.model().record().results();
    assertThat(results.before()).isEqualTo(whole.model().record().results().before());
    assertThat(results.after()).isEqualTo(whole.model().record().results().after());
    assertThat(Files.mismatch(weights("stopped"), weights("whole"))).isEqualTo(-1);
  }

  private static Path weights(String name) {
    return folder(name).resolve("model.safetensors");
  }

  @Test
  void closingTheProgramInterruptsIt() throws IOException {
    AdaptationJob.Finished ended = adapt("closed", stopAfter(3, RecordedRun.PROGRAM_CLOSES));
    assertThat(ended.model().record().status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(ended.model().isResumable()).isTrue();
  }

  @Test
  void aBadFileIsNamedWithItsLineAndLeavesNothingBehind() throws IOException {
    Path bad = root.resolve("bad.jsonl");
    Files.writeString(bad, "{\"text\": \"one\"}\n{\"text\": \"two\"\n{\"text\": \"three\"}\n");
    var job = AdaptationJob.of(runtime::get, request(bad), folder("bad"), watch(event -> {}));
    assertThatThrownBy(() -> job.run(context()))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("bad.jsonl")
        .hasMessageContaining("line 2");
    assertThat(folder("bad")).doesNotExist();
  }

  @Test
  void aFileThatGoesBadMeanwhileLosesNoCheckpoint() throws IOException {
    Path file = TinyEncoder.file(root.resolve("moving.txt"), 1_500);
    var first =
        AdaptationJob.of(
                runtime::get, request(file), folder("moving"), watch(stopAfter(9, "You did.")))
            .run(context());
    Files.delete(file);
    cancellation = new Cancellation();
    var again = AdaptationJob.resume(runtime::get, first.model(), watch(event -> {}));
    assertThatThrownBy(() -> again.run(context())).hasMessageContaining("moving.txt");
    AdaptedModel model = AdaptedModels.find(folder("moving")).orElseThrow();
    assertThat(model.record().status()).isEqualTo(RunStatus.FAILED);
    assertThat(model.isResumable()).isTrue();
    assertThat(model.record().results().before()).isPresent();
  }

  @Test
  void tooLittleTextIsRefusedWithWhatToDo() throws IOException {
    Path little = Files.writeString(root.resolve("little.txt"), "the cook sees a hat\n");
    var job = AdaptationJob.of(runtime::get, request(little), folder("little"), watch(event -> {}));
    assertThatThrownBy(() -> job.run(context()))
        .isInstanceOf(UnfitTextsException.class)
        .hasMessageContaining("give more text");
    assertThat(folder("little")).doesNotExist();
  }

  @Test
  void aStopBeforeTheFirstStepLeavesNothingBehind() {
    cancellation.request("Never mind.");
    assertThatThrownBy(() -> adapt("none", event -> {})).isInstanceOf(JobCancelledException.class);
    assertThat(folder("none")).doesNotExist();
  }

  @Test
  void modelsAreListedRenamedAndDeleted() throws IOException {
    adapt("second", stopAfter(2, "You did."));
    AdaptedModel second = AdaptedModels.find(folder("second")).orElseThrow();
    assertThat(store.list().models()).contains(whole.model(), second);
    AdaptedModel renamed = store.rename(second, "Letters and more");
    assertThat(store.list().models()).contains(renamed).doesNotContain(second);
    store.delete(renamed);
    assertThat(folder("second")).doesNotExist();
    assertThat(store.list().models()).doesNotContain(renamed).contains(whole.model());
  }

  @Test
  void whatDiedWithItsProgramCountsAsInterrupted() throws IOException {
    var dead = AdaptationRecord.begun(request(texts), java.time.Instant.EPOCH);
    AdaptationFile.write(folder("dead"), dead);
    Files.writeString(AdaptationFile.in(Files.createDirectory(folder("odd"))), "{");
    store.settle();
    assertThat(AdaptedModels.find(folder("dead")).orElseThrow().record().status())
        .isEqualTo(RunStatus.INTERRUPTED);
    assertThat(store.list().problems()).singleElement().asString().contains("odd");
    store.delete(AdaptedModels.find(folder("dead")).orElseThrow());
  }

  @Test
  void aRecordTellsWhichModelIsAdapted() throws IOException {
    for (PretrainedModel model : List.of(BundledModel.DECODER, new ModelFolder(base))) {
      AdaptationRequest asked = request(texts);
      var request =
          new AdaptationRequest("x", model, asked.texts(), asked.settings(), asked.heldOutOneIn());
      var json = new ObjectMapper().createObjectNode();
      AdaptationJson.write(AdaptationRecord.begun(request, Instant.now()), json);
      assertThat(AdaptationJson.read(json).request()).isEqualTo(request);
      json.withObject("/request").remove("bundled");
      if (model == BundledModel.DECODER) {
        assertThat(AdaptationJson.read(json).request().base()).isEqualTo(BundledModel.ENCODER);
      }
    }
  }

  @Test
  void aDecoderIsAdaptedToo() throws Exception {
    Path decoder = TinyEncoder.saveDecoder(root.resolve("decoder"), runtime);
    AdaptationRequest asked = request(texts);
    var request =
        new AdaptationRequest(
            "Tales",
            new ModelFolder(decoder),
            asked.texts(),
            asked.settings(),
            asked.heldOutOneIn());
    Path folder = root.resolve("adapted-decoder");
    var finished =
        AdaptationJob.of(runtime::get, request, folder, watch(event -> {})).run(context());
    assertThat(finished.reason()).isEqualTo(EndReason.FINISHED);
    var results = finished.model().record().results();
    assertThat(results.after().orElseThrow().loss())
        .isLessThan(results.before().orElseThrow().loss());
    assertThat(folder.resolve("README.md"))
        .content()
        .contains("causal language modelling", "- Model: decoder")
        .doesNotContain("Hidden share");
  }

  @Test
  void aSplitIsLearnedFromWithoutItsLabels() throws IOException {
    var labels = LabelSet.of(List.of("yes", "no"));
    var examples = new ArrayList<Example>();
    TinyEncoder.texts(40)
        .forEach(text -> examples.add(new Example(text + "\nand \"so\" on", 0, 1)));
    var split = new Dataset("train", examples, labels);
    var bare = request(texts);
    var empty =
        new AdaptationRequest("x", bare.base(), List.of(), bare.settings(), bare.heldOutOneIn());
    Path folder = Files.createDirectories(root.resolve("split"));
    AdaptationRequest all = SplitTexts.addTo(empty, split, folder);
    var survey = TextSurvey.of(all.texts(), Optional.empty(), base, JobContext.detached());
    var same = TextSurvey.of(List.of(), Optional.of(split), base, JobContext.detached());
    assertThat(survey).isEqualTo(same);
    assertThat(survey.texts()).isEqualTo(40);
    assertThat(Files.readString(all.texts().get(0).file())).doesNotContain("yes");
  }

  @Test
  void theSurveyForeseesTheSteps() throws IOException {
    var survey = TextSurvey.of(List.of(CorpusFile.of(texts)), Optional.empty(), base, context());
    assertThat(survey.texts()).isEqualTo(1_500);
    assertThat(survey.heldOutOneIn()).isEqualTo(5);
    Results results = whole.model().record().results();
    double real = results.count(Results.TOKENS) + results.count(Results.HELD_OUT_TOKENS);
    assertThat((double) survey.tokens()).isBetween(0.97 * real, 1.03 * real);
    assertThat(survey.steps(request(texts).settings())).isEqualTo(24);
  }
}
