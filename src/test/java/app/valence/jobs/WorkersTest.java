package app.valence.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkersTest {
  @Test
  void everythingSubmittedIsDoneAfterAwait() {
    var sum = new AtomicLong();
    try (var workers = new Workers(3, "test")) {
      for (int round = 1; round <= 2; round++) {
        for (int i = 0; i < 1000; i++) {
          workers.submit(i, n -> sum.addAndGet(n));
        }
        workers.await();
        assertThat(sum).hasValue(499_500L * round);
      }
    }
  }

  @Test
  void aWorkersFailureReachesTheOwnerAsItWas() {
    var failure = new IllegalStateException("no");
    try (var workers = new Workers(2, "test")) {
      workers.submit(
          1,
          i -> {
            throw failure;
          });
      assertThatThrownBy(workers::await).isSameAs(failure);
    }
  }

  @Test
  void closingWaitsForWorkThatWasBegun() {
    var begun = new AtomicInteger();
    var ended = new AtomicInteger();
    try (var workers = new Workers(2, "test")) {
      for (int i = 0; i < 8; i++) {
        workers.submit(
            i,
            n -> {
              begun.incrementAndGet();
              Thread.onSpinWait();
              ended.incrementAndGet();
            });
      }
    }
    assertThat(ended).hasValue(begun.get());
  }
}
