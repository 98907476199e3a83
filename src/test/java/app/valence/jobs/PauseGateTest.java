package app.valence.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PauseGateTest {
  @Test
  void anOpenGateLetsTheLoopPassWithoutWaiting() {
    assertThat(new PauseGate().pass(new Cancellation())).isFalse();
  }

  @Test
  void aSingleStepLetsExactlyOneStepThroughAShutGate() throws Exception {
    var gate = new PauseGate();
    var cancellation = new Cancellation();
    var passed = new Semaphore(0);
    var ended = new CountDownLatch(1);
    gate.pause();
    var loop =
        new Thread(
            () -> {
              while (!cancellation.isRequested()) {
                gate.pass(cancellation);
                passed.release();
              }
              ended.countDown();
            });
    loop.start();

    gate.step();
    assertThat(passed.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
    assertThat(passed.tryAcquire(300, TimeUnit.MILLISECONDS)).isFalse();

    gate.stop(cancellation, "enough");
    assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(cancellation.reason()).contains("enough");
  }

  @Test
  void aStopWakesAPausedLoopEvenWhenTheGateDoesNotHearOfIt() {
    var gate = new PauseGate();
    var cancellation = new Cancellation();
    gate.pause();
    new Thread(() -> cancellation.request("closed")).start();
    gate.pass(cancellation);
    assertThat(cancellation.reason()).contains("closed");
  }
}
