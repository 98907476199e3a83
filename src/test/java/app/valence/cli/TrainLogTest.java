package app.valence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.training.EndReason;
import app.valence.training.LogRow;
import app.valence.training.RunPlan;
import app.valence.training.TrainingEvent;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrainLogTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long seconds;
  private final TrainLog log =
      new TrainLog(
          new Terminal(
              InputStream.nullInputStream(),
              out,
              OutputStream.nullOutputStream(),
              StandardCharsets.UTF_8,
              false),
          () -> TimeUnit.SECONDS.toNanos(seconds));

  private String written() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static TrainingEvent.Logged step(long step) {
    return new TrainingEvent.Logged(new LogRow(step, step / 100.0, Map.of("loss", 0.5)));
  }

  private void begin(long step) {
    log.accept(new TrainingEvent.Started(step, new RunPlan(800, 100, 200), 1_000, 1_000));
  }

  @Test
  void aPlainLineSaysWhereTheRunIsAndHowLongItTakes() {
    begin(100);
    seconds = 10;
    log.accept(step(120));
    assertThat(written().lines())
        .contains(
            "Plan: 200 steps, 100 an epoch of 800 examples. Parameters: 1,000, all trained.",
            "100 steps are done already.",
            "step 120/200, epoch 1.20, loss 0.5000, 2.00 steps/s, 0:40 left");
  }

  @Test
  void plainLinesAreSecondsApartHoweverOftenStepsAreLogged() {
    begin(0);
    for (int step = 1; step <= 20; step++) {
      seconds = step;
      log.accept(step(step));
    }
    assertThat(written().lines().filter(line -> line.startsWith("step "))).hasSize(4);
  }

  @Test
  void everyCheckpointAndTheEndAreTold() {
    begin(0);
    log.accept(new TrainingEvent.CheckpointSaved(5, Path.of("run", "checkpoint-5")));
    log.accept(
        new TrainingEvent.Ended(
            5, EndReason.STOPPED_EARLY, Optional.of("No better loss."), step(5).row()));
    assertThat(written())
        .contains("Checkpoint: " + Path.of("run", "checkpoint-5"))
        .contains("Training stopped early. No better loss.");
  }
}
