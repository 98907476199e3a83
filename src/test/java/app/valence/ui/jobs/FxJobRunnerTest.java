package app.valence.ui.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.jobs.Outcome;
import app.valence.jobs.PauseGate;
import app.valence.jobs.Progress;
import app.valence.jobs.ThreadJobRunner;
import app.valence.ui.jobs.FxJobRunner.Appearance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FxJobRunnerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A window's thread that does what it is handed when the test says so. */
  private final LinkedBlockingQueue<Runnable> later = new LinkedBlockingQueue<>();

  private final FxJobRunner runner = new FxJobRunner(new ThreadJobRunner(), later::add);

  @Test
  void aJobIsShownUntilItsOutcomeHasArrived() throws Exception {
    List<Outcome<Integer>> outcomes = new ArrayList<>();
    RunningJob job = runner.start(Appearance.shown("Adding"), context -> 1 + 1, outcomes::add);
    assertThat(runner.running()).containsExactly(job);
    next().run();
    assertThat(runner.running()).isEmpty();
    assertThat(job.finishedProperty().get()).isTrue();
    assertThat(outcomes).containsExactly(new Outcome.Succeeded<>(2));
  }

  @Test
  void theEndOfTheProcessStopsEvenAPausedJobWithoutTheWindowsThread() {
    var gate = new PauseGate();
    gate.pause();
    var reasons = new LinkedBlockingQueue<String>();
    runner.start(
        Appearance.pausable("Training", gate),
        context -> {
          gate.pass(context.cancellation());
          reasons.add(context.cancellation().reason().orElse("none"));
          return 0;
        },
        outcome -> {});
    runner.stopAllAndWait("The end.", PATIENCE);
    assertThat(reasons).containsExactly("The end.");
  }

  @Test
  void manyReportsLeaveOneUpdateWaitingAndNoEventIsLost() {
    List<Integer> latest = new ArrayList<>();
    List<Integer> all = new ArrayList<>();
    var last = new Latest<Integer>(later::add, latest::add);
    var gathered = new Gathered<Integer>(later::add, all::addAll);
    for (int i = 0; i < 1000; i++) {
      last.accept(i);
      gathered.accept(i);
    }
    assertThat(later).hasSize(2);
    later.forEach(Runnable::run);
    assertThat(latest).containsExactly(999);
    assertThat(all).hasSize(1000).isSorted();
  }

  @Test
  void ofManyQuestionsOnlyTheFirstAndTheNewestAreAsked() throws Exception {
    var release = new CountDownLatch(1);
    var asked = new AtomicInteger();
    List<String> answers = new ArrayList<>();
    var questions = new LatestJob<String>(runner, Appearance.quiet("Asking"));
    questions.ask(
        context -> {
          asked.incrementAndGet();
          assertThat(release.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
          return "first";
        },
        outcome -> answers.add("first"));
    for (String text : List.of("second", "third")) {
      questions.ask(
          context -> {
            asked.incrementAndGet();
            return text;
          },
          outcome -> answers.add(text));
    }
    release.countDown();
    next().run();
    next().run();
    assertThat(answers).containsExactly("third");
    assertThat(asked).hasValue(2);
  }

  @Test
  void progressIsToldInTheWindowsLanguage() {
    var progress = new Progress("Training", 1200, 3800, "steps", Duration.ofSeconds(100));
    assertThat(new ProgressText(Locale.ENGLISH).of(progress))
        .isEqualTo("1,200 of 3,800 steps · 12 a second · 3:37 left");
    assertThat(new ProgressText(Locale.GERMAN).of(progress))
        .isEqualTo("1.200 von 3.800 Schritten · 12 je Sekunde · noch 3:37");
  }

  private Runnable next() throws InterruptedException {
    Runnable work = later.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(work).isNotNull();
    return work;
  }
}
