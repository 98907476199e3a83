package app.valence.training.instruction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackingTest {
  @Test
  void everyExampleIsInOneRowAndNoRowIsTooLong() {
    int[] lengths = new SplittableRandom(3).ints(2_000, 5, 60).toArray();
    List<int[]> rows = Packing.of(lengths, 100);
    assertThat(rows.stream().flatMapToInt(Arrays::stream).sorted().toArray())
        .isEqualTo(IntStream.range(0, 2_000).toArray());
    assertThat(rows).allMatch(row -> Arrays.stream(row).map(i -> lengths[i]).sum() <= 100);
    int tokens = Arrays.stream(lengths).sum();
    assertThat(rows.size()).as("hardly more than a perfect packing").isLessThan(tokens / 98);
  }

  @Test
  void whatFillsARowStandsAlone() {
    assertThat(Packing.of(new int[] {10, 10, 4}, 10)).hasSize(3);
    assertThat(Packing.of(new int[] {3, 4, 3}, 10)).hasSize(1);
  }
}
