package app.valence.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.evaluation.TextClassifier;
import app.valence.jobs.Cancellation;
import app.valence.jobs.JobContext;
import app.valence.jobs.Outcome;
import app.valence.jobs.ThreadJobRunner;
import app.valence.tensor.Precision;
import app.valence.training.TrainingControl;
import app.valence.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A person tests sentences while a model is trained, and neither changes the other. */
@Timeout(120)
class PredictingBesideTrainingTest {
  private static final List<String> TEXTS = List.of("good", "bad fine bad", "fine good fine good");

  /** Everything random at once: masks, attention's own dropout, order. */
  private static final TrainingSettings SETTINGS = TinySettings.with(s -> s.epochs = 6);

  @TempDir static Path root;
  private static TinyRuns runs;
  private static double[][] alone;

  @BeforeAll
  static void trainAndPredictAlone() throws Exception {
    runs = new TinyRuns(root);
    runs.dropout = 0.3;
    runs.run("alone", SETTINGS);
    alone = predict();
  }

  @AfterAll
  static void close() {
    runs.close();
  }

  private static double[][] predict() throws IOException {
    var options = new TextClassifier.Options(Precision.FP32, 0);
    try (var classifier = TextClassifier.load(runs.path("alone"), runs.runtime(), options)) {
      return classifier.probabilities(TEXTS, JobContext.detached());
    }
  }

  @Test
  void neitherTrainingNorPredictionsAreChangedByTheOther() throws Exception {
    var predicting = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    var outcome = new AtomicReference<Outcome<Integer>>();
    var rounds = new AtomicInteger();
    Cancellation cancellation =
        new ThreadJobRunner()
            .start(
                "predictions",
                context -> {
                  while (!context.cancellation().isRequested()) {
                    assertThat(predict()).isDeepEqualTo(alone);
                    rounds.incrementAndGet();
                    predicting.countDown();
                  }
                  return rounds.get();
                },
                progress -> {},
                done -> {
                  outcome.set(done);
                  predicting.countDown();
                  ended.countDown();
                });
    predicting.await();
    int before = rounds.get();
    FineTuning.Result beside =
        runs.run("beside", SETTINGS, TrainingControl.unattended(event -> {}));
    int after = rounds.get();
    cancellation.request("Training is done.");
    ended.await();

    assertThat(outcome.get()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(after).as("rounds of predictions during training").isGreaterThan(before + 1);
    assertThat(beside.state().totalLoss()).isPositive();
    assertSameParameters(
        runs.parametersIn(runs.path("beside")), runs.parametersIn(runs.path("alone")));
  }

  private static void assertSameParameters(Map<String, float[]> some, Map<String, float[]> others) {
    assertThat(some).hasSameSizeAs(others);
    some.forEach(
        (name, values) -> assertThat(Arrays.equals(values, others.get(name))).as(name).isTrue());
  }
}
