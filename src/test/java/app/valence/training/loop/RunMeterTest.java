package app.valence.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.valence.model.ModelHead;
import app.valence.model.TokenBatch;
import app.valence.training.LogRow;
import app.valence.training.RunPlan;
import app.valence.training.TrainingState;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunMeterTest {
  private static final RunPlan PLAN = new RunPlan(10, 4, 12);

  private final TrainingState state = new TrainingState();
  private long nanos = 5_000_000_000L;
  private final RunMeter meter =
      new RunMeter(state, PLAN, 1_000, ModelHead.SEQUENCE_CLASSIFICATION, () -> nanos);

  @Test
  void aRowHasTheMeansOfItsStepsAndTheLastOnesNormAndRate() {
    step(2.0, 5.0, 1e-3);
    step(1.0, 7.0, 2e-3);
    step(0.6, 3.0, 3e-3);
    LogRow row = meter.logRow();
    assertThat(row.step()).isEqualTo(3);
    assertThat(row.epoch()).isEqualTo(0.75);
    assertThat(row.metrics())
        .containsEntry("loss", 3.6 / 3)
        .containsEntry("grad_norm", 3.0)
        .containsEntry("learning_rate", 3e-3)
        .containsEntry("accuracy", 3.0 / 6)
        .containsEntry("num_tokens", 3 * 8.0)
        .containsEntry("total_flos", 3 * 10 * 1_000.0)
        .containsEntry("padding_share", 1 - 24.0 / 30)
        .containsEntry("samples_per_second", 6 / 1.5)
        .containsEntry("steps_per_second", 3 / 1.5);
    step(0.5, 1.0, 4e-3);
    LogRow next = meter.logRow();
    assertThat(next.metrics()).containsEntry("loss", 0.5).containsEntry("num_tokens", 32.0);
    assertThat(next.epoch()).isEqualTo(1.0);
  }

  @Test
  void theRunIsSummedUpByWhatWasDoneAndNotByWhatWasPlanned() {
    step(2.0, 5.0, 1e-3);
    meter.logRow();
    step(1.0, 7.0, 2e-3);
    nanos += 1_234_567_890L;
    LogRow summary = meter.summary();
    assertThat(summary.metrics())
        .containsEntry("train_loss", 1.5)
        .containsEntry("train_runtime", 1.2346)
        .containsEntry("train_samples_per_second", 4 / 1.23456789)
        .containsEntry("train_steps_per_second", 2 / 1.23456789);
    assertThat(state.history()).hasSize(2).last().isEqualTo(summary);
  }

  @Test
  void pausesAreNotPartOfTheRuntime() {
    nanos += 2_000_000_000L;
    meter.updateClock();
    nanos += 100_000_000_000L;
    meter.skipPause();
    nanos += 500_000_000L;
    assertThat(meter.summary().metrics()).containsEntry("train_runtime", 2.5);
  }

  @Test
  void aMeterGoesOnWithTheTimeOfARestoredState() {
    state.passTime(40);
    nanos += 2_000_000_000L;
    meter.updateClock();
    assertThat(state.runtimeSeconds()).isCloseTo(42, within(1e-9));
  }

  @Test
  void undefinedMetricsAreLeftOut() {
    assertThat(meter.summary().metrics()).doesNotContainKeys("train_loss", "padding_share");
  }

  /** A step over two texts of 3 and 5 tokens, one of them right. */
  private void step(double loss, double norm, double rate) {
    var tokens = TokenBatch.ofIds(List.of(new int[3], new int[5]), 0, 0);
    var batch = new LabelledBatch(tokens, new long[] {0, 1});
    meter.add(List.of(batch), new TrainingStep.Result(loss, norm, 1, 2, 3), rate, 0.5);
  }
}
