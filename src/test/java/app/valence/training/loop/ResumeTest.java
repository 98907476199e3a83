package app.valence.training.loop;

import static app.valence.training.loop.TinyRuns.parameters;
import static app.valence.training.loop.TinySettings.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.jobs.Cancellation;
import app.valence.jobs.PauseGate;
import app.valence.model.EncodedExamples;
import app.valence.tensor.Precision;
import app.valence.training.EndReason;
import app.valence.training.LogRow;
import app.valence.training.LossSettings.ClassWeighting;
import app.valence.training.TrainingControl;
import app.valence.training.TrainingEvent;
import app.valence.training.TrainingSettings;
import app.valence.training.optimizer.LearningRateSchedule.Course;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that is interrupted and resumed ends as the one that was not, bit for bit. */
class ResumeTest {
  @TempDir Path folder;
  private TinyRuns runs;

  @BeforeEach
  void start() throws Exception {
    runs = new TinyRuns(folder);
  }

  @AfterEach
  void stop() {
    runs.close();
  }

  /** Stands for the death of the program. */
  private static final class Killed extends RuntimeException {}

  static Stream<Named<TrainingSettings>> settings() {
    return Stream.of(
        named("bucketing and dropout", s -> {}),
        named("no bucketing", s -> s.bucketing = false),
        named("sparse logging", s -> s.loggingSteps = 5),
        named("label smoothing", s -> s.smoothing = 0.1),
        named("bfloat16", s -> s.precision = Precision.BF16),
        named(
            "accumulation, warm-up, class weights, focal loss",
            s -> {
              s.epochs = 3;
              s.batchSize = 4;
              s.accumulation = 4;
              s.warmup = 0.3;
              s.course = Course.COSINE;
              s.weighting = ClassWeighting.BALANCED;
              s.focalGamma = 2;
            }),
        named(
            "frozen, decayed and re-initialised layers",
            s -> {
              s.frozen = 1;
              s.reinitialised = 1;
              s.layerDecay = 0.8;
            }));
  }

  private static Named<TrainingSettings> named(String name, Consumer<TinySettings> changes) {
    return Named.of(name, with(changes));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void resumingAfterAStopReproducesTheUninterruptedRun(TrainingSettings settings)
      throws IOException {
    var whole = uninterrupted(settings);
    // In the second epoch, between two evaluations and between two checkpoints.
    var stopped = runs.run("parts", settings, stoppingAfter(8));
    assertThat(stopped.reason()).isEqualTo(EndReason.CANCELLED);
    var firstRows = runs.loggedRows();
    assertThat(runs.folder("parts").checkpoints().lastKey()).isEqualTo(8);
    whole.requireEqualAfter(firstRows, runs.resume("parts", settings), runs);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aKilledRunLosesAtMostTheStepsSinceItsLastCheckpoint(TrainingSettings settings)
      throws IOException {
    var whole = uninterrupted(settings);
    assertThatThrownBy(() -> runs.run("parts", settings, killedAfter(10)))
        .isInstanceOf(Killed.class);
    assertThat(runs.folder("parts").checkpoints().lastKey()).isEqualTo(6);
    var firstRows = runs.loggedRows().stream().filter(row -> row.step() <= 6).toList();
    whole.requireEqualAfter(firstRows, runs.resume("parts", settings), runs);
  }

  /** What an uninterrupted run left behind. */
  private record Whole(List<LogRow> rows, FineTuning.Result result, Map<String, float[]> weights) {
    void requireEqualAfter(List<LogRow> firstRows, FineTuning.Result resumed, TinyRuns runs)
        throws IOException {
      var joined = new ArrayList<>(firstRows);
      joined.addAll(runs.loggedRows());
      assertThat(joined).isEqualTo(rows);
      assertThat(history(resumed)).isEqualTo(history(result));
      var evaluation = resumed.evaluation().orElseThrow();
      assertThat(evaluation.loss()).isEqualTo(result.evaluation().orElseThrow().loss());
      assertThat(parameters(runs.model)).usingRecursiveComparison().isEqualTo(weights);
    }

    private static List<LogRow> history(FineTuning.Result result) {
      return result.state().history().stream().map(TinyRuns::withoutTimes).toList();
    }
  }

  private Whole uninterrupted(TrainingSettings settings) throws IOException {
    var result = runs.run("whole", settings);
    assertThat(result.state().step()).isGreaterThan(10);
    return new Whole(runs.loggedRows(), result, parameters(runs.model));
  }

  @Test
  void earlyStoppingRemembersItsPatience() throws IOException {
    var settings =
        with(
            s -> {
              withoutGain(s, 4);
              s.epochs = 9;
              s.patience = 3;
            });
    runs.run("run", settings, stoppingAfter(14));
    var resumed = runs.resume("run", settings);
    assertThat(resumed.reason()).isEqualTo(EndReason.STOPPED_EARLY);
    assertThat(resumed.state().step()).isEqualTo(16);
    assertThat(resumed.state().bestStep()).isEqualTo(4);
  }

  @Test
  void aRunThatHasEndedIsNotContinuedByAResume() throws IOException {
    var early =
        with(
            s -> {
              withoutGain(s, 4);
              s.epochs = 9;
              s.patience = 1;
            });
    var ended = runs.run("early", early);
    var again = runs.resume("early", early);
    assertThat(again.reason()).isEqualTo(EndReason.STOPPED_EARLY);
    assertThat(again.state().step()).isEqualTo(ended.state().step());
    assertThat(runs.loggedRows()).isEmpty();

    runs.run("finished", with(s -> {}));
    assertThat(runs.resume("finished", with(s -> {})).reason()).isEqualTo(EndReason.FINISHED);
    assertThat(runs.loggedRows()).isEmpty();
  }

  @Test
  void tokensSeenSurviveAResume() throws IOException {
    var settings = with(s -> s.epochs = 2);
    runs.run("run", settings, stoppingAfter(7));
    var resumed = runs.resume("run", settings);
    long tokens = Arrays.stream(runs.train.lengths()).sum();
    assertThat(resumed.state().tokens()).isEqualTo(2 * tokens);
    assertThat(resumed.summary().metrics()).containsEntry("num_tokens", 2.0 * tokens);
    var started = (TrainingEvent.Started) runs.events.get(0);
    assertThat(started.step()).isEqualTo(7);
  }

  @Test
  void whatAKilledProgramLeftUnfinishedIsNoCheckpointAndIsDeleted() throws IOException {
    var settings = with(s -> s.epochs = 2);
    runs.run("run", settings, stoppingAfter(7));
    Path half = Files.createDirectory(folder.resolve("run/.checkpoint123"));
    Files.writeString(half.resolve("model.safetensors"), "half");
    Path mine = Files.createDirectory(folder.resolve("run/checkpoint-notes"));
    assertThat(runs.folder("run").latestCheckpoint()).hasValue(folder.resolve("run/checkpoint-7"));
    runs.resume("run", settings);
    assertThat(half).doesNotExist();
    assertThat(mine).exists();
  }

  @Test
  void resumingFromFurtherBackKeepsWhatItWrites() throws IOException {
    var settings = with(s -> withoutGain(s, 2));
    runs.run("run", settings);
    assertThat(runs.folder("run").checkpoints()).containsOnlyKeys(2L, 10L, 12L);
    List<Boolean> there = new ArrayList<>();
    runs.model = runs.newModel(5);
    new FineTuning(runs.scope(), runs.inputs("run"), settings)
        .resumeFrom(runs.folder("run").checkpoint(2))
        .run(
            TrainingControl.unattended(
                event -> {
                  if (event instanceof TrainingEvent.CheckpointSaved saved) {
                    there.add(Files.isDirectory(saved.folder()));
                  }
                }));
    assertThat(there).hasSize(5).containsOnly(true);
    assertThat(runs.folder("run").checkpoints()).containsOnlyKeys(2L, 10L, 12L);
  }

  @Test
  void aRunWithOtherSettingsIsRefusedAndTheDifferencesAreNamed() throws IOException {
    runs.run("run", with(s -> s.epochs = 1));
    var other =
        with(
            s -> {
              s.epochs = 1;
              s.batchSize = 4;
              s.smoothing = 0.1;
            });
    assertThatThrownBy(() -> runs.resume("run", other))
        .hasMessageContaining("checkpoint-6")
        .hasMessageContaining(
            "other settings (batches.batchSize was 16 and is 4,"
                + " loss.labelSmoothing was 0.0 and is 0.1)")
        .hasMessageContaining("another folder");
  }

  @Test
  void aRunWithOtherDataIsRefusedAndTheDifferencesAreNamed() throws IOException {
    var settings = with(s -> s.epochs = 1);
    runs.run("run", settings);
    EncodedExamples before = runs.train;
    runs.train = TinyTask.examples(91, 1);
    assertThatThrownBy(() -> runs.resume("run", settings))
        .hasMessageContaining("other data (training was 90 examples with checksum ")
        .hasMessageContaining("and is 91 examples")
        .hasMessageContaining("another folder");

    runs.train = before;
    runs.validation = Optional.of(TinyTask.examples(50, 3));
    assertThatThrownBy(() -> runs.resume("run", settings))
        .hasMessageContaining("other data (validation was 50 examples with checksum ");
  }

  @Test
  void aCheckpointOfAnotherFolderIsRefused() throws IOException {
    var settings = with(s -> s.epochs = 1);
    runs.run("run", settings);
    Path checkpoint = runs.folder("run").checkpoint(6);
    assertThatThrownBy(() -> runs.resume("elsewhere", checkpoint, settings))
        .hasMessageContaining("checkpoint-6")
        .hasMessageContaining("not in the run's folder")
        .hasMessageContaining("elsewhere");
  }

  /** A rate below the precision of any parameter, so that nothing moves after the first step. */
  private static void withoutGain(TinySettings settings, int evaluationSteps) {
    settings.learningRate = 1e-12;
    settings.weightDecay = 0;
    settings.evaluationSteps = evaluationSteps;
  }

  /** Pauses before every step, and is stopped in the pause after {@code step}. */
  private TrainingControl stoppingAfter(int step) {
    var cancellation = new Cancellation();
    var gate = new PauseGate();
    for (int i = 0; i < step; i++) {
      gate.step();
    }
    var collector = runs.control().events();
    return new TrainingControl(
        gate,
        cancellation,
        event -> {
          collector.accept(event);
          if (event instanceof TrainingEvent.Paused && event.step() == step) {
            cancellation.request("enough");
          }
        });
  }

  private TrainingControl killedAfter(int step) {
    var collector = runs.control().events();
    return TrainingControl.unattended(
        event -> {
          collector.accept(event);
          if (event.step() == step) {
            throw new Killed();
          }
        });
  }
}
