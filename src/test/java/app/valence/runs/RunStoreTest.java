package app.valence.runs;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.data.reading.FileFormat;
import app.valence.data.reading.ImportOptions;
import app.valence.model.BundledModel;
import app.valence.recipes.LocalText;
import app.valence.recipes.Reference;
import app.valence.runs.RunRequest.TextSettings;
import app.valence.training.setup.InitialSize;
import app.valence.training.setup.Presets;
import app.valence.training.setup.TrainingData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs are found again as they were recorded, and one bad record hides no other. */
class RunStoreTest {
  @TempDir Path folder;
  private RunStore store;

  @BeforeEach
  void open() {
    store = new RunStore(folder);
  }

  private static RunRequest request(ModelChoice model) {
    return new RunRequest(
        "tiny",
        new TrainingData.Sources(
            Path.of("/data/train.tsv"),
            Optional.of(Path.of("/data/dev.tsv")),
            false,
            Optional.of(Path.of("/data/test.tsv"))),
        ImportOptions.DEFAULTS
            .withTextColumn("review")
            .withLabelColumn("stars")
            .withEncoding(StandardCharsets.ISO_8859_1)
            .withDelimiter('|')
            .withFormat(FileFormat.CSV),
        model,
        Presets.FROM_SCRATCH,
        new TextSettings(Optional.of(64), Optional.of(0.25)),
        Optional.of(
            new Reference(
                new LocalText("study", "Studie"),
                new LocalText("an experiment", "ein Experiment"),
                Map.of("eval_loss", 3.01, "total_flos", 2.75e17))));
  }

  private static RunRecord record(RunStatus status, String started) {
    return new RunRecord(
        request(new ModelChoice.Scratch(InitialSize.TINY)),
        status,
        Instant.parse(started),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty());
  }

  private Path write(String run, RunRecord record) throws IOException {
    Path path = Files.createDirectories(folder.resolve(run));
    RunRecordFile.write(path, record);
    return path;
  }

  @Test
  void aRecordIsReadAsItWasWritten() throws IOException {
    RunRecord full =
        RunRecord.begun(
                request(new ModelChoice.Pretrained(Path.of("/models/bert"), true)),
                Instant.parse("2026-01-01T10:00:00Z"))
            .withData(
                new DataDescription(
                    List.of("bad", "good"), 90, Optional.of(10), Optional.empty(), true, 3))
            .withMetrics(Map.of("eval_loss", 0.25, "eval_roc_auc", Double.NaN))
            .ended(
                RunStatus.STOPPED, Optional.of("Enough."), Instant.parse("2026-01-01T11:00:00Z"));
    Path run = write("a", full);
    StoredRun read = RunStore.find(run).orElseThrow();
    assertThat(read.record()).isEqualTo(full);
    assertThat(read.record().metrics()).containsOnly(Map.entry("eval_loss", 0.25));
  }

  @Test
  void aRecordTellsWhichBundledModelItsRunStartsFrom() throws IOException {
    for (BundledModel model : BundledModel.values()) {
      RunRequest request = request(new ModelChoice.Bundled(model));
      Path run =
          write(model.title(), RunRecord.begun(request, Instant.parse("2026-01-01T10:00:00Z")));
      assertThat(RunStore.find(run).orElseThrow().record().request()).isEqualTo(request);
    }
  }

  @Test
  void theNewestRunIsFirst() throws IOException {
    write("a", record(RunStatus.FINISHED, "2026-01-02T00:00:00Z"));
    write("b", record(RunStatus.FAILED, "2026-01-03T00:00:00Z"));
    write("c", record(RunStatus.FINISHED, "2026-01-01T00:00:00Z"));
    Files.createDirectories(folder.resolve("no-run"));
    Files.writeString(folder.resolve("a-file"), "");
    assertThat(store.list().runs())
        .extracting(run -> run.folder().getFileName().toString())
        .containsExactly("b", "a", "c");
    assertThat(store.list().problems()).isEmpty();
  }

  @Test
  void recordsThatCannotBeUsedAreReportedAndLeftAlone() throws IOException {
    write("good", record(RunStatus.FINISHED, "2026-01-01T00:00:00Z"));
    Path newer = Files.createDirectories(folder.resolve("newer")).resolve(RunRecordFile.NAME);
    Files.writeString(newer, "{\"format\": 9, \"status\": \"dreaming\"}");
    for (String damage : List.of("", "{", "[]", "{\"format\": 1, \"status\": \"finished\"}")) {
      Path damaged =
          Files.createDirectories(folder.resolve("damaged" + damage.length()))
              .resolve(RunRecordFile.NAME);
      Files.writeString(damaged, damage);
    }
    RunStore.Listing listing = store.list();
    assertThat(listing.runs()).hasSize(1);
    assertThat(listing.problems())
        .hasSize(5)
        .anyMatch(words -> words.contains(newer.toString()) && words.contains("newer version"))
        .anyMatch(words -> words.contains("damaged2") && words.contains("is damaged"));
    assertThat(newer).hasContent("{\"format\": 9, \"status\": \"dreaming\"}");
  }

  @Test
  void onlyRunsCutShortWithACheckpointAreInterrupted() throws IOException {
    for (RunStatus status : RunStatus.values()) {
      Path run = write(status.name(), record(status, "2026-01-01T00:00:00Z"));
      Files.createDirectories(run.resolve("checkpoint-5"));
      write(status + "-without", record(status, "2026-01-01T00:00:00Z"));
    }
    assertThat(store.interrupted())
        .extracting(run -> run.record().status())
        .containsExactlyInAnyOrder(RunStatus.RUNNING, RunStatus.INTERRUPTED);
  }

  @Test
  void runsThatDiedWithTheirProgramAreSettled() throws IOException {
    Path run = write("died", record(RunStatus.RUNNING, "2026-01-01T00:00:00Z"));
    Path done = write("done", record(RunStatus.FINISHED, "2026-01-01T00:00:00Z"));
    Files.createDirectories(run.resolve("checkpoint-5"));
    store.settle();
    RunRecord died = RunStore.find(run).orElseThrow().record();
    assertThat(died.status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(died.ended())
        .contains(Files.getLastModifiedTime(run.resolve("checkpoint-5")).toInstant());
    assertThat(store.interrupted()).extracting(StoredRun::folder).containsExactly(run);
    assertThat(RunStore.find(done).orElseThrow().record().status()).isEqualTo(RunStatus.FINISHED);
  }

  @Test
  void aFolderThatIsNotThereHoldsNoRuns() throws IOException {
    var missing = new RunStore(folder.resolve("missing"));
    assertThat(missing.list().runs()).isEmpty();
    assertThat(missing.interrupted()).isEmpty();
    assertThat(missing.models()).isEmpty();
  }
}
