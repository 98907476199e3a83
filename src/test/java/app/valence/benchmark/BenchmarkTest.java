package app.valence.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import app.valence.jobs.Cancellation;
import app.valence.jobs.JobCancelledException;
import app.valence.jobs.JobContext;
import app.valence.model.EncodedExamples;
import app.valence.tensor.Device;
import app.valence.tensor.Precision;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.ThreadWaiting;
import app.valence.training.loop.LabelledBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BenchmarkTest {
  private static final Benchmark.Settings SHORT =
      new Benchmark.Settings(BenchmarkShape.BERT_TINY, List.of(Precision.FP32), 0.01);

  private static TensorRuntime runtime;

  @BeforeAll
  static void startEngine() {
    runtime = TensorRuntime.start(new RuntimeOptions(Device.CPU, 0, ThreadWaiting.PASSIVE));
  }

  @AfterAll
  static void stopEngine() {
    runtime.close();
  }

  @Test
  void theReportIsConsistentInItself() {
    BenchmarkReport report = new Benchmark(runtime, SHORT).run(JobContext.detached());
    PrecisionReport fp32 = report.precisions().get(0);
    assertThat(fp32.forward() + fp32.backward() + fp32.optimizer() + fp32.rest())
        .isCloseTo(1, within(0.1));
    assertThat(fp32.trainingTokens()).isCloseTo(64 * fp32.trainingSamples(), within(1e-6));
    assertThat(fp32.shareOfPeak()).isBetween(0.0, 1.5);
    assertThat(fp32.losses()).hasSizeGreaterThanOrEqualTo(6).allMatch(Double::isFinite);
    assertThat(report.matmulFlops()).isPositive();
    assertThat(report.bf16Gain()).isEmpty();
    assertThat(report.toText()).contains("bert-tiny", "fp32", "of peak");
    assertThat(report.toJson()).containsKeys("matmul_flops_per_second", "precisions");
  }

  @Test
  void aLanguageModelIsMeasuredGuessingTokensWhereThereIsOneToGuess() {
    LabelledBatch batch = new SyntheticBatches(BenchmarkShape.GPT2, 7).next();
    int length = BenchmarkShape.GPT2.length();
    assertThat(batch.labels()).hasSize(BenchmarkShape.GPT2.rows() * (length - 1));
    for (int i = 0; i < batch.labels().length; i++) {
      int position = (int) batch.positions()[i];
      assertThat(position % length).isLessThan(length - 1);
      assertThat(batch.labels()[i]).isEqualTo(batch.tokens().ids()[position + 1]);
    }
  }

  @Test
  void anAdaptersStepIsComparedWithOneOfTheWholeModel() {
    var gain = AdapterGain.measure(runtime, SHORT, 4, JobContext.detached());
    assertThat(gain.steps()).hasSize(4).allMatch(step -> step.seconds() > 0 && step.ratio() > 0);
    assertThat(gain.steps().get(0).ratio()).isEqualTo(1);
    assertThat(gain.toText()).contains("rank 4", "whole model", "adapter, checkpointing");
    assertThat(gain.toJson()).containsKeys("rank", "steps");
  }

  @Test
  void bucketingIsComparedWithPaddingOnTheTextsThatAreGiven() {
    List<int[]> ids = new ArrayList<>();
    for (int i = 0; i < 640; i++) {
      ids.add(IntStream.range(0, i % 16 == 0 ? 128 : 8).map(t -> 1000 + t).toArray());
    }
    var examples = new EncodedExamples(ids, new int[640], 0);
    var gain = UnevenLengths.measure(runtime, SHORT, examples, 128, JobContext.detached());
    assertThat(gain.bucketed()).isPositive();
    assertThat(gain.padded()).isPositive();
    assertThat(gain.ratio()).isPositive();
    assertThat(gain.toJson()).containsEntry("gain", gain.ratio());
  }

  @Test
  void aBenchmarkCanBeCancelled() {
    var cancellation = new Cancellation();
    cancellation.request("enough");
    assertThatThrownBy(
            () -> new Benchmark(runtime, SHORT).run(new JobContext(cancellation, p -> {})))
        .isInstanceOf(JobCancelledException.class);
  }

  @Test
  void anUnknownShapeIsAnsweredWithThoseThereAre() {
    assertThat(BenchmarkShape.named("distilbert")).isEqualTo(BenchmarkShape.DISTILBERT);
    assertThatThrownBy(() -> BenchmarkShape.named("gpt-5"))
        .hasMessageContaining("gpt-5")
        .hasMessageContaining("bert-tiny");
  }

  @Test
  void aMedianIsNotMovedByOneSlowRound() {
    assertThat(Medians.of(3, 1, 100)).isEqualTo(3);
    assertThat(Medians.of(1, 2, 3, 100)).isEqualTo(2.5);
  }
}
