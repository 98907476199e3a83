package app.valence.training.loop;

import static app.valence.training.loop.TinyRuns.parameters;
import static app.valence.training.loop.TinySettings.with;
import static org.assertj.core.api.Assertions.assertThat;

import app.valence.training.EndReason;
import app.valence.training.TrainingControl;
import app.valence.training.TrainingEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose numbers overflow: a weight of 1e38 does it, as no rate in range could. */
class DivergenceTest {
  private static final String OVERFLOWING = "bert.embeddings.LayerNorm.weight";

  @TempDir Path folder;
  private TinyRuns runs;

  @BeforeEach
  void start() throws Exception {
    runs = new TinyRuns(folder);
    runs.dropout = 0;
  }

  @AfterEach
  void stop() {
    runs.close();
  }

  @Test
  void aLossThatIsNotFiniteEndsTheRunWithTheBestModelAndARemedy() throws IOException {
    var settings =
        with(
            s -> {
              s.evaluationSteps = 4;
              s.kept = 1;
            });
    var result = runs.run("run", settings, overflowingAfter(9));
    assertThat(result.reason()).isEqualTo(EndReason.DIVERGED);
    assertThat(result.state().step()).isEqualTo(9);
    long best = result.state().bestStep();
    assertThat(best).isIn(4L, 8L);
    assertThat(result.message().orElseThrow())
        .contains("Step 10 has a loss of ", "Lower the learning rate")
        .endsWith("The model of checkpoint-" + best + " is kept.");
    assertThat(result.evaluation().orElseThrow().loss()).isEqualTo(result.state().bestValue());
    requireFolderHolds(runs.folder("run").checkpoint(best));
    assertThat(runs.folder("run").checkpoints()).doesNotContainKey(9L);
    assertThat(runs.events.get(runs.events.size() - 1))
        .isInstanceOfSatisfying(
            TrainingEvent.Ended.class,
            ended -> {
              assertThat(ended.reason()).isEqualTo(EndReason.DIVERGED);
              assertThat(ended.message()).isEqualTo(result.message());
            });
  }

  @Test
  void withoutValidationDataTheLatestCheckpointThatAStepWentOnFromIsKept() throws IOException {
    runs.validation = Optional.empty();
    var settings =
        with(
            s -> {
              s.savingSteps = 3;
              s.kept = 5;
            });
    var result = runs.run("run", settings, overflowingAfter(8));
    assertThat(result.message().orElseThrow()).endsWith("The model of checkpoint-6 is kept.");
    requireFolderHolds(runs.folder("run").checkpoint(6));

    // Saved after the overflow and before a step showed it: the one before is the good one.
    result = runs.run("other", settings, overflowingAfter(9));
    assertThat(result.message().orElseThrow()).endsWith("The model of checkpoint-6 is kept.");
    requireFolderHolds(runs.folder("other").checkpoint(6));
  }

  @Test
  void anEvaluationThatIsNotFiniteEndsTheRunToo() throws IOException {
    var settings = with(s -> s.evaluationSteps = 4);
    var result = runs.run("run", settings, overflowingAfter(8));
    assertThat(result.reason()).isEqualTo(EndReason.DIVERGED);
    assertThat(result.message().orElseThrow())
        .contains("After step 8 the model gives no probabilities")
        .endsWith("The model of checkpoint-4 is kept.");
    requireFolderHolds(runs.folder("run").checkpoint(4));
    assertThat(runs.folder("run").checkpoints()).containsOnlyKeys(4L);
  }

  @Test
  void aRunThatDivergesAtOnceKeepsWhatItStartedFrom() throws IOException {
    TinyRuns.fill(runs.model, OVERFLOWING, 1e38f);
    var start = parameters(runs.model);
    var result =
        new FineTuning(runs.scope(), runs.inputs("run"), with(s -> {})).run(runs.control());
    assertThat(result.reason()).isEqualTo(EndReason.DIVERGED);
    assertThat(result.message().orElseThrow()).contains("Step 1", "no earlier checkpoint");
    assertThat(result.evaluation()).isEmpty();
    assertThat(runs.folder("run").checkpoints()).containsOnlyKeys(0L);
    assertThat(parameters(runs.model)).usingRecursiveComparison().isEqualTo(start);
    requireFolderHolds(runs.folder("run").checkpoint(0));
  }

  private TrainingControl overflowingAfter(int step) {
    var collector = runs.control().events();
    return TrainingControl.unattended(
        event -> {
          collector.accept(event);
          if (event instanceof TrainingEvent.Logged && event.step() == step) {
            TinyRuns.fill(runs.model, OVERFLOWING, 1e38f);
          }
        });
  }

  /** The run's folder and the model in memory have the finite parameters of a checkpoint. */
  private void requireFolderHolds(Path checkpoint) throws IOException {
    Map<String, float[]> good = runs.parametersIn(checkpoint);
    good.forEach(
        (name, values) -> {
          for (float value : values) {
            assertThat(Float.isFinite(value)).as(name).isTrue();
          }
        });
    assertThat(runs.parametersIn(checkpoint.getParent()))
        .usingRecursiveComparison()
        .isEqualTo(good);
    assertThat(parameters(runs.model)).usingRecursiveComparison().isEqualTo(good);
  }
}
