package app.valence.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class DatasetSummaryTest {
  private static final LabelSet LABELS = LabelSet.of(List.of("bad", "good"));
  private static final Dataset TRAIN =
      new Dataset(
          "train",
          List.of(
              new Example("one two three", 1, 2),
              new Example("😀", 1, 3),
              new Example(" four  five ", 0, 4),
              new Example("six", 1, 5),
              new Example("later", Example.UNLABELLED, 6)),
          LABELS);
  private static final Dataset TEST = new Dataset("test", List.of(new Example("x", 1, 2)), LABELS);

  @Test
  void theTableHasCountAndShareOfEveryLabelInEverySplit() {
    Table table = DatasetSummary.of(List.of(TRAIN, TEST)).classBalance();
    assertThat(table.columnNames()).containsExactly("split", "label", "count", "share");
    assertThat(table.stringColumn("split").asList())
        .containsExactly("train", "train", "train", "test", "test");
    assertThat(table.stringColumn("label").asList())
        .containsExactly("bad", "good", DatasetSummary.NO_LABEL, "bad", "good");
    assertThat(table.intColumn("count").asList()).containsExactly(1, 3, 1, 0, 1);
    assertThat(table.doubleColumn("share").get(1)).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void theImbalanceIsTheLargestOverTheSmallestClass() {
    assertThat(SplitSummary.of(TRAIN).imbalanceRatio()).isEqualTo(3.0);
    assertThat(SplitSummary.of(TEST).imbalanceRatio()).isInfinite();
  }

  @Test
  void lengthsAreCountedInCodePointsAndWords() {
    SplitSummary summary = SplitSummary.of(TRAIN);
    assertThat(summary.characters()).isEqualTo(new LengthQuantiles(1, 3, 5, 12, 13, 13));
    assertThat(summary.words()).isEqualTo(new LengthQuantiles(1, 1, 1, 2, 3, 3));
  }

  @Test
  void quantilesOfNothingAreZero() {
    assertThat(LengthQuantiles.of(new int[0])).isEqualTo(new LengthQuantiles(0, 0, 0, 0, 0, 0));
  }

  @Test
  void theTextShowsSharesAsPercentAndEverySplit() {
    assertThat(DatasetSummary.of(List.of(TRAIN, TEST)).toText())
        .contains("75.0%", "characters", "train: 5 examples", "= 3.00", "test: 1 example");
  }
}
