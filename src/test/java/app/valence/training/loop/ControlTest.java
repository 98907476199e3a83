package app.valence.training.loop;

import static app.valence.training.loop.TinySettings.with;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import app.valence.jobs.Cancellation;
import app.valence.jobs.EventQueue;
import app.valence.jobs.Outcome;
import app.valence.jobs.PauseGate;
import app.valence.jobs.ThreadJobRunner;
import app.valence.training.EndReason;
import app.valence.training.TrainingControl;
import app.valence.training.TrainingEvent;
import app.valence.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reaching into a run from another thread. Every wait is for an event, none for a time. */
@Timeout(60)
class ControlTest {
  private static final TrainingSettings SETTINGS = with(s -> s.evaluationSteps = 4);

  @TempDir Path folder;
  private TinyRuns runs;
  private final PauseGate gate = new PauseGate();
  private final Cancellation cancellation = new Cancellation();
  private final BlockingQueue<TrainingEvent> events = new LinkedBlockingQueue<>();
  private final List<TrainingEvent> seen = new ArrayList<>();
  private final BlockingQueue<Outcome<FineTuning.Result>> outcomes = new LinkedBlockingQueue<>();

  @BeforeEach
  void start() throws Exception {
    runs = new TinyRuns(folder);
  }

  @AfterEach
  void stop() {
    runs.close();
  }

  @Test
  void anUndisturbedRunTellsWhatHappensInOrder() throws IOException {
    runs.run(
        "run",
        with(
            s -> {
              s.evaluationSteps = 4;
              s.loggingSteps = 3;
              s.maximumSteps = 6;
            }));
    assertThat(names(runs.events))
        .containsExactly(
            "Started 0",
            "Logged 3",
            "Evaluated 4",
            "CheckpointSaved 4",
            "Logged 6",
            "Evaluated 6",
            "CheckpointSaved 6",
            "Ended 6");
    var saved = (TrainingEvent.CheckpointSaved) runs.events.get(3);
    assertThat(saved.folder()).isEqualTo(folder.resolve("run/checkpoint-4")).isDirectory();
    var started = (TrainingEvent.Started) runs.events.get(0);
    assertThat(started.plan().totalSteps()).isEqualTo(6);
    assertThat(started.plan().stepsPerEpoch()).isEqualTo(6);
    assertThat(started.plan().examples()).isEqualTo(90);
    var ended = (TrainingEvent.Ended) runs.events.get(7);
    assertThat(ended.reason()).isEqualTo(EndReason.FINISHED);
    assertThat(ended.message()).isEmpty();
    assertThat(ended.summary().metrics()).containsKeys("train_loss", "train_runtime");
  }

  @Test
  void aRunPausesBetweenTwoStepsAndContinues() throws Exception {
    gate.pause();
    startRun();
    await("Paused", 0);
    gate.step();
    await("Continued", 0);
    await("Logged", 1);
    await("Paused", 1);
    gate.step();
    gate.step();
    await("Paused", 3);
    gate.proceed();
    var result = result();
    assertThat(result.reason()).isEqualTo(EndReason.FINISHED);
    assertThat(result.state().step()).isEqualTo(12);
    assertThat(gate.isPaused()).isFalse();
  }

  @Test
  void everyPauseIsFollowedByAContinuation() throws Exception {
    gate.step();
    startRun();
    await("Paused", 1);
    gate.proceed();
    result();
    assertThat(names(seen))
        .startsWith("Started 0", "Paused 0", "Continued 0", "Logged 1", "Paused 1", "Continued 1");
  }

  @Test
  void aPausedRunEndsAsAnUndisturbedOne() throws Exception {
    gate.pause();
    startRun();
    for (int step = 0; step < 5; step++) {
      await("Paused", step);
      gate.step();
    }
    await("Paused", 5);
    gate.proceed();
    double paused = result().state().totalLoss();
    assertThat(runs.run("other", SETTINGS).state().totalLoss()).isEqualTo(paused);
  }

  @Test
  void timeInAPauseIsNotPartOfTheRuntime() throws Exception {
    long begin = System.nanoTime();
    gate.pause();
    startRun();
    await("Paused", 0);
    long pauseBegin = System.nanoTime();
    // Something that takes longer than the start and the end of a run together.
    runs.run("meanwhile", with(s -> s.epochs = 20));
    double paused = (System.nanoTime() - pauseBegin) / 1e9;
    gate.proceed();
    double runtime = result().state().runtimeSeconds();
    double all = (System.nanoTime() - begin) / 1e9;
    assertThat(runtime).isPositive().isLessThanOrEqualTo(all - paused);
  }

  @Test
  void aStopBetweenTwoStepsWritesACheckpointAndSaysWhy() throws Exception {
    gate.pause();
    startRun();
    await("Paused", 0);
    gate.step();
    await("Paused", 1);
    gate.stop(cancellation, "Stopped by hand.");
    var result = result();
    assertThat(result.reason()).isEqualTo(EndReason.CANCELLED);
    assertThat(result.message()).hasValue("Stopped by hand.");
    assertThat(result.state().step()).isEqualTo(1);
    assertThat(names(seen)).endsWith("Logged 1", "Paused 1", "CheckpointSaved 1", "Ended 1");
    assertThat(runs.folder("run").latestCheckpoint()).hasValue(folder.resolve("run/checkpoint-1"));
  }

  @Test
  void aStopWithoutAPauseFinishesTheStepThatIsUnderWay() throws Exception {
    var control =
        new TrainingControl(
            gate,
            cancellation,
            event -> {
              events.add(event);
              if (event instanceof TrainingEvent.Logged && event.step() == 5) {
                cancellation.request("enough");
              }
            });
    startRun(control);
    var result = result();
    assertThat(result.reason()).isEqualTo(EndReason.CANCELLED);
    assertThat(names(seen))
        .endsWith("CheckpointSaved 4", "Logged 5", "CheckpointSaved 5", "Ended 5");
  }

  @Test
  void aStopBeforeTheFirstStepLeavesACheckpointToStartFrom() throws Exception {
    cancellation.request("never mind");
    startRun();
    assertThat(result().state().step()).isZero();
    assertThat(names(seen)).containsExactly("Started 0", "CheckpointSaved 0", "Ended 0");
    var resumed = runs.resume("run", SETTINGS);
    assertThat(resumed.state().totalLoss())
        .isEqualTo(runs.run("other", SETTINGS).state().totalLoss());
  }

  @Test
  void aSlowListenerBehindAQueueDoesNotHoldUpTheRun() throws Exception {
    var runIsOver = new CountDownLatch(1);
    List<TrainingEvent> heard = new ArrayList<>();
    try (var queue =
        new EventQueue<TrainingEvent>(
            "slow-listener",
            event -> {
              awaitQuietly(runIsOver);
              heard.add(event);
            })) {
      // On this thread: were the listener in its way, it would wait for itself.
      runs.run("run", SETTINGS, TrainingControl.unattended(queue));
      assertThat(heard).isEmpty();
      runIsOver.countDown();
    }
    assertThat(names(heard)).startsWith("Started 0", "Logged 1").endsWith("Ended 12");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void startRun() {
    startRun(new TrainingControl(gate, cancellation, events::add));
  }

  private void startRun(TrainingControl control) {
    var unused =
        new ThreadJobRunner()
            .start(
                "training",
                context -> new FineTuning(runs.scope(), runs.inputs("run"), SETTINGS).run(control),
                progress -> {},
                outcomes::add);
  }

  /** Takes events until the wanted one comes. */
  private void await(String name, long step) throws InterruptedException {
    TrainingEvent event;
    do {
      event = events.poll(30, SECONDS);
      assertThat(event).as("waiting for %s %d after %s", name, step, names(seen)).isNotNull();
      seen.add(event);
    } while (!nameOf(event).equals(name + " " + step));
  }

  private FineTuning.Result result() throws InterruptedException {
    var outcome = outcomes.poll(30, SECONDS);
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    events.drainTo(seen);
    return ((Outcome.Succeeded<FineTuning.Result>) outcome).value();
  }

  private static List<String> names(List<TrainingEvent> events) {
    return events.stream().map(ControlTest::nameOf).toList();
  }

  private static String nameOf(TrainingEvent event) {
    return event.getClass().getSimpleName() + " " + event.step();
  }
}
