package app.valence.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.training.BatchSettings;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchOrderTest {
  private static final int EXAMPLES = 1_003;
  private static final int[] LENGTHS = new SplittableRandom(5).ints(EXAMPLES, 4, 128).toArray();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEpochHasEveryExampleOnce(boolean bucketing) {
    var order = order(bucketing, 3, 42);
    assertThat(order.batchesPerEpoch()).isEqualTo(126);
    assertThat(order.stepsPerEpoch()).isEqualTo(42);
    for (int epoch = 0; epoch < 3; epoch++) {
      var steps = order.steps(epoch);
      assertThat(steps).hasSize(42).allSatisfy(step -> assertThat(step).hasSizeBetween(1, 3));
      assertThat(examples(steps)).containsExactlyInAnyOrder(all());
    }
  }

  @Test
  void theLastStepOfAnEpochMayHaveFewerBatches() {
    var order = order(false, 4, 42);
    assertThat(order.stepsPerEpoch()).isEqualTo(32);
    var steps = order.steps(0);
    assertThat(steps.get(31)).hasSize(2);
    assertThat(steps.get(31).get(1)).hasSize(EXAMPLES % 8);
    assertThat(examples(steps)).containsExactlyInAnyOrder(all());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theOrderFollowsFromSeedAndEpochAlone(boolean bucketing) {
    int[] first = examples(order(bucketing, 1, 42).steps(0));
    var again = order(bucketing, 1, 42);
    again.steps(7);
    assertThat(examples(again.steps(0))).isEqualTo(first);
    assertThat(examples(order(bucketing, 1, 42).steps(1))).isNotEqualTo(first);
    assertThat(examples(order(bucketing, 1, 43).steps(0))).isNotEqualTo(first);
    // With seed * 31 + epoch as the seed of an epoch, these two would be the same.
    assertThat(examples(order(bucketing, 1, 43).steps(0)))
        .isNotEqualTo(examples(order(bucketing, 1, 42).steps(31)));
  }

  @Test
  void bucketingSavesMostOfThePaddingAndStillMixesLengths() {
    long tokens = Arrays.stream(LENGTHS).sum();
    double without = (double) paddedTokens(order(false, 1, 42)) / tokens;
    double with = (double) paddedTokens(order(true, 1, 42)) / tokens;
    assertThat(without).isGreaterThan(1.5);
    assertThat(with).isLessThan(1.05);
    int[] longest =
        order(true, 1, 42).steps(0).stream().mapToInt(step -> longest(step.get(0))).toArray();
    var sorted = longest.clone();
    Arrays.sort(sorted);
    assertThat(longest).isNotEqualTo(sorted);
    int[] falling =
        IntStream.range(0, sorted.length).map(i -> sorted[sorted.length - 1 - i]).toArray();
    assertThat(longest).isNotEqualTo(falling);
  }

  @Test
  void fewerExamplesThanABatchAreOneBatch() {
    var order = new BatchOrder(new int[] {5, 3, 9}, new BatchSettings(8, 4, true, 0), 1);
    assertThat(order.stepsPerEpoch()).isEqualTo(1);
    assertThat(examples(order.steps(0))).containsExactlyInAnyOrder(0, 1, 2);
  }

  private static BatchOrder order(boolean bucketing, int accumulation, long seed) {
    return new BatchOrder(LENGTHS, new BatchSettings(8, accumulation, bucketing, 0), seed);
  }

  private static int[] all() {
    return IntStream.range(0, EXAMPLES).toArray();
  }

  private static int[] examples(List<List<int[]>> steps) {
    return steps.stream().flatMap(Collection::stream).flatMapToInt(Arrays::stream).toArray();
  }

  private static long paddedTokens(BatchOrder order) {
    return order.steps(0).stream()
        .flatMap(Collection::stream)
        .mapToLong(batch -> (long) batch.length * longest(batch))
        .sum();
  }

  private static int longest(int[] batch) {
    return Arrays.stream(batch).map(example -> LENGTHS[example]).max().orElseThrow();
  }
}
