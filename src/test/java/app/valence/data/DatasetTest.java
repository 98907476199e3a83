package app.valence.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private static final LabelSet BAD_GOOD = LabelSet.of(List.of("bad", "good"));
  private static final Dataset REVIEWS =
      new Dataset(
          "reviews.csv",
          List.of(
              new Example("fine", 1, 2),
              new Example("so so", Example.UNLABELLED, 3),
              new Example("awful", 0, 4),
              new Example("nice", 1, 5)),
          BAD_GOOD);

  @Test
  void unlabelledExamplesCountForNoLabel() {
    assertThat(REVIEWS.size()).isEqualTo(4);
    assertThat(REVIEWS.labelCounts()).containsExactly(1, 2);
  }

  @Test
  void relabellingMatchesLabelsByName() throws Exception {
    Dataset relabelled = REVIEWS.relabelledTo(LabelSet.of(List.of("good", "meh", "bad")));
    assertThat(relabelled.examples()).extracting(Example::label).containsExactly(0, -1, 2, 0);
    assertThat(relabelled.examples()).extracting(Example::line).containsExactly(2L, 3L, 4L, 5L);
  }

  @Test
  void anUnknownLabelIsNamedWithItsLineAndTheKnownOnes() {
    assertThatThrownBy(() -> REVIEWS.relabelledTo(LabelSet.of(List.of("good", "poor"))))
        .isInstanceOf(UnknownLabelException.class)
        .hasMessageContainingAll("reviews.csv", "line 4", "\"bad\"", "good, poor", "Correct");
  }

  @Test
  void aLabelOutsideTheLabelSetIsRefused() {
    assertThatThrownBy(() -> REVIEWS.withExamples(List.of(new Example("x", 2, 9))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 9");
  }

  @Test
  void twoClassesAreTrainable() throws Exception {
    assertThat(REVIEWS.requireTrainable()).isSameAs(REVIEWS);
  }

  @Test
  void oneClassCannotBeLearned() {
    Dataset onlyGood = REVIEWS.withExamples(List.of(new Example("fine", 1, 2)));
    assertThatThrownBy(onlyGood::requireTrainable)
        .isInstanceOf(DataFormatException.class)
        .hasMessageContainingAll("reviews.csv", "\"good\"", "one class");
  }

  @Test
  void noLabelsAtAllCannotBeLearned() {
    Dataset none = REVIEWS.withExamples(List.of(new Example("fine", -1, 2)));
    assertThatThrownBy(none::requireTrainable).hasMessageContaining("no labelled example");
  }

  @Test
  void aThousandLabelsAreTrainableAndOneMorePointsToTheWrongColumn() throws Exception {
    assertThat(withLabels(1000).requireTrainable().labels().size()).isEqualTo(1000);
    assertThatThrownBy(() -> withLabels(1001).requireTrainable())
        .isInstanceOf(DataFormatException.class)
        .hasMessageContainingAll("1,001", "wrong column");
  }

  private static Dataset withLabels(int count) {
    return new Dataset(
        "many.csv",
        IntStream.range(0, count).mapToObj(i -> new Example("text " + i, i, i + 2)).toList(),
        LabelSet.of(IntStream.range(0, count).mapToObj(i -> "label " + i).toList()));
  }
}
