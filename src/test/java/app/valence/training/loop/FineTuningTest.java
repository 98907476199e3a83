package app.valence.training.loop;

import static app.valence.training.loop.TinyRuns.parameters;
import static app.valence.training.loop.TinySettings.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.evaluation.MetricName;
import app.valence.evaluation.ModelEvaluator;
import app.valence.jobs.JobContext;
import app.valence.model.EncodedExamples;
import app.valence.model.ModelFiles;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.tensor.Precision;
import app.valence.training.EndReason;
import app.valence.training.TrainingControl;
import app.valence.training.TrainingEvent;
import app.valence.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FineTuningTest {
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

  @Test
  void trainingLearnsTheTaskAndTheFolderHoldsTheBestModel() throws IOException {
    runs.train = TinyTask.examples(480, 1);
    var settings =
        with(
            s -> {
              s.epochs = 10;
              s.learningRate = 0.01;
              s.warmup = 0.1;
              // So small a model gets stuck with every other order of examples.
              s.seed = 43;
            });
    var result = runs.run("run", settings);
    assertThat(result.reason()).isEqualTo(EndReason.FINISHED);
    assertThat(result.message()).isEmpty();
    var evaluation = result.evaluation().orElseThrow();
    assertThat(evaluation.report().accuracy()).isGreaterThan(0.95);
    assertThat(lossOf(folder.resolve("run"))).isEqualTo(evaluation.loss());
  }

  @Test
  void theBestModelByLossIsTheOneThatIsKept() throws IOException {
    keepsTheBest(MetricName.LOSS);
  }

  @Test
  void theBestModelByF1IsTheOneThatIsKept() throws IOException {
    keepsTheBest(MetricName.F1_MACRO);
  }

  private void keepsTheBest(MetricName metric) throws IOException {
    var settings =
        with(
            s -> {
              s.epochs = 6;
              s.learningRate = 0.01;
              s.evaluationSteps = 2;
              s.savingSteps = 15; // The best is saved besides.
              s.kept = 1;
              s.bestBy = metric;
            });
    var result = runs.run("run", settings, forgettingAfter(33));
    var values = TinyRuns.values(runs.evaluatedRows(), "eval_" + metric.key());
    double best =
        values.stream().reduce(metric.greaterIsBetter() ? Double::max : Double::min).orElseThrow();
    assertThat(values.get(values.size() - 1)).as("the last is not the best").isNotEqualTo(best);
    assertThat(result.state().bestValue()).isEqualTo(best);
    assertThat(result.state().bestStep()).isEqualTo(2L * (values.indexOf(best) + 1));
    var checkpoint = runs.folder("run").checkpoint(result.state().bestStep());
    assertThat(parameters(runs.model))
        .usingRecursiveComparison()
        .isEqualTo(runs.parametersIn(checkpoint))
        .isEqualTo(runs.parametersIn(folder.resolve("run")));
    double kept =
        metric == MetricName.LOSS
            ? result.evaluation().orElseThrow().loss()
            : result.evaluation().orElseThrow().report().metrics().get(metric);
    assertThat(kept).isEqualTo(best);
  }

  /** The head is emptied when the rate is too low to fill it again, so the end is not the best. */
  private TrainingControl forgettingAfter(int step) {
    var collector = runs.control().events();
    return TrainingControl.unattended(
        event -> {
          collector.accept(event);
          if (event instanceof TrainingEvent.Logged && event.step() == step) {
            TinyRuns.fill(runs.model, "classifier.weight", 0);
          }
        });
  }

  @Test
  void withoutValidationDataTheLastModelIsKept() throws IOException {
    runs.validation = Optional.empty();
    var result = runs.run("run", with(s -> s.epochs = 2));
    assertThat(result.evaluation()).isEmpty();
    assertThat(runs.evaluatedRows()).isEmpty();
    assertThat(runs.folder("run").checkpoints()).containsOnlyKeys(6L, 12L);
    assertThat(runs.parametersIn(folder.resolve("run")))
        .usingRecursiveComparison()
        .isEqualTo(runs.parametersIn(runs.folder("run").checkpoint(12)));
  }

  @Test
  void evaluationsComeAtTheEndOfEachEpochUnlessStepsAreGiven() throws IOException {
    runs.run("epochs", with(s -> s.epochs = 2));
    assertThat(runs.evaluatedRows()).extracting(r -> r.step()).containsExactly(6L, 12L);
    runs.run("steps", with(s -> s.evaluationSteps = 5));
    assertThat(runs.evaluatedRows()).extracting(r -> r.step()).containsExactly(5L, 10L, 12L);
  }

  @Test
  void aRunWithoutGainStopsWhenPatienceIsOver() throws IOException {
    var settings =
        with(
            s -> {
              s.epochs = 9;
              s.learningRate = 1e-12; // Below the precision of any parameter: nothing moves.
              s.weightDecay = 0;
              s.evaluationSteps = 4;
              s.patience = 3;
            });
    var result = runs.run("run", settings);
    assertThat(result.reason()).isEqualTo(EndReason.STOPPED_EARLY);
    assertThat(result.message()).hasValue("No better loss in 3 evaluations since step 4.");
    assertThat(result.state().step()).isEqualTo(16);
    assertThat(result.state().bestStep()).isEqualTo(4);
    assertThat(runs.folder("run").checkpoints()).containsKeys(4L, 16L);
  }

  @Test
  void oneSeedReproducesARunAndAnotherDoesNot() throws IOException {
    TrainingSettings settings = with(s -> s.epochs = 1);
    runs.run("first", settings);
    var rows = runs.loggedRows();
    var first = parameters(runs.model);
    runs.run("again", settings);
    assertThat(runs.loggedRows()).isEqualTo(rows);
    assertThat(parameters(runs.model)).usingRecursiveComparison().isEqualTo(first);
    runs.run(
        "other",
        with(
            s -> {
              s.epochs = 1;
              s.seed = 43;
            }));
    assertThat(TinyRuns.values(runs.loggedRows(), "loss"))
        .doesNotContainAnyElementsOf(TinyRuns.values(rows, "loss"));
  }

  @Test
  void everyStepOfEverySeedDropsSomethingElse() throws IOException {
    // One example and parameters that stand still: dropout is all that can change the loss.
    runs.train = TinyTask.examples(1, 1);
    var losses = new ArrayList<Double>();
    for (long seed = 1; seed <= 3; seed++) {
      runs.run("seed" + seed, standingStill(seed));
      losses.addAll(TinyRuns.values(runs.loggedRows(), "loss"));
    }
    assertThat(losses).hasSize(15).doesNotHaveDuplicates();
    runs.dropout = 0;
    runs.run("none", standingStill(1));
    assertThat(Set.copyOf(TinyRuns.values(runs.loggedRows(), "loss"))).hasSize(1);
  }

  private static TrainingSettings standingStill(long seed) {
    return with(
        s -> {
          s.epochs = 5;
          s.learningRate = 1e-12;
          s.weightDecay = 0;
          s.seed = seed;
        });
  }

  @Test
  void dataThatTheModelCannotReadIsRefused() {
    var none = new EncodedExamples(List.of(), new int[0], 0);
    refuses(none, "There are no training examples.");
    var longText = new EncodedExamples(List.of(new int[33]), new int[] {0}, 0);
    refuses(longText, "has 33 tokens, and the model reads at most 32");
    var fourthClass = new EncodedExamples(List.of(new int[3]), new int[] {3}, 0);
    refuses(fourthClass, "has the class 3, and the model has 3 classes");
    runs.train = TinyTask.examples(4, 1);
    assertThatThrownBy(() -> runs.run("run", with(s -> s.padTo = 33)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("padded to 33 tokens");
  }

  private void refuses(EncodedExamples train, String message) {
    runs.train = train;
    assertThatThrownBy(() -> runs.run("run", with(s -> {})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aNewRunDoesNotMixItsCheckpointsWithThoseOfAnother() throws IOException {
    runs.run("run", with(s -> s.epochs = 1));
    assertThatThrownBy(() -> runs.run("run", with(s -> s.epochs = 2)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("checkpoints of another run")
        .hasMessageContaining("choose another folder");
    runs.folder("run").clear();
    assertThat(runs.folder("run").isUsed()).isFalse();
    assertThat(runs.run("run", with(s -> s.epochs = 1)).reason()).isEqualTo(EndReason.FINISHED);
  }

  private double lossOf(Path saved) throws IOException {
    var model = ModelFiles.classifier(saved, runs.scope());
    return new ModelEvaluator(model, Precision.FP32)
        .evaluate(runs.validation.orElseThrow(), runs.scope(), JobContext.detached())
        .loss();
  }
}
