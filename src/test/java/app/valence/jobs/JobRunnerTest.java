package app.valence.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JobRunnerTest {
  static Stream<JobRunner> runners() {
    return Stream.of(new DirectJobRunner(), new ThreadJobRunner());
  }

  private static <T> Outcome<T> outcomeOf(JobRunner runner, Job<T> job) throws Exception {
    var outcomes = new ArrayBlockingQueue<Outcome<T>>(1);
    runner.start("test", job, p -> {}, outcomes::add);
    return outcomes.poll(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @MethodSource("runners")
  void everyEndingBecomesOneOutcome(JobRunner runner) throws Exception {
    var failure = new IllegalStateException("no");
    assertThat(outcomeOf(runner, c -> 7)).isEqualTo(new Outcome.Succeeded<>(7));
    assertThat(
            outcomeOf(
                runner,
                c -> {
                  throw failure;
                }))
        .isEqualTo(new Outcome.Failed<>(failure));
    assertThat(
            outcomeOf(
                runner,
                c -> {
                  c.cancellation().request("tired");
                  c.cancellation().throwIfRequested();
                  return 1;
                }))
        .isEqualTo(new Outcome.Cancelled<>("tired"));
  }

  @Test
  void remainingTimeFollowsFromTheRateSoFar() {
    var progress = new Progress("Reading", 25, 100, "rows", Duration.ofSeconds(5));
    assertThat(progress.rate()).isEqualTo(5.0);
    assertThat(progress.remaining()).contains(Duration.ofSeconds(15));
    assertThat(new Progress("Reading", 25, -1, "rows", Duration.ofSeconds(5)).remaining())
        .isEmpty();
  }

  @Test
  void eventsArriveInOrderEvenWhenTheListenerThrows() {
    var seen = new ArrayList<Integer>();
    try (var queue =
        new EventQueue<Integer>(
            "test-events",
            e -> {
              if (e == 2) {
                throw new IllegalStateException("listener");
              }
              seen.add(e);
            })) {
      for (int i = 0; i < 5; i++) {
        queue.accept(i);
      }
    }
    assertThat(seen).containsExactly(0, 1, 3, 4);
  }
}
