package app.valence.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StratifiedSplitTest {
  private static final LabelSet LABELS = LabelSet.of(List.of("a", "b", "c"));
  private static final int[] COUNTS = {503, 97, 11};
  private static final double[] SHARES = {0.8, 0.1, 0.1};

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 42, -7})
  void everyClassKeepsItsShareWithinOneExample(long seed) {
    List<Dataset> parts = split(seed).apply(distinctTexts());
    for (int part = 0; part < SHARES.length; part++) {
      int[] counts = parts.get(part).labelCounts();
      for (int label = 0; label < COUNTS.length; label++) {
        assertThat((double) counts[label]).isCloseTo(SHARES[part] * COUNTS[label], within(1.0));
      }
    }
  }

  @Test
  void thePartsHoldEveryExampleOnceAndKeepTheirOrder() {
    Dataset dataset = distinctTexts();
    List<Dataset> parts = split(42).apply(dataset);
    var all = new ArrayList<Example>();
    for (Dataset part : parts) {
      assertThat(part.examples()).extracting(Example::line).isSorted();
      assertThat(part.labels()).isEqualTo(LABELS);
      all.addAll(part.examples());
    }
    assertThat(all).containsExactlyInAnyOrderElementsOf(dataset.examples());
    assertThat(parts)
        .extracting(Dataset::name)
        .containsExactly("data train", "data validation", "data test");
  }

  @Test
  void oneSeedGivesOneSplitAndAnotherSeedAnother() {
    List<Dataset> parts = split(42).apply(distinctTexts());
    assertThat(split(42).apply(distinctTexts())).isEqualTo(parts);
    assertThat(split(43).apply(distinctTexts())).isNotEqualTo(parts);
  }

  @Test
  void equalTextsStayTogetherAndSharesStayClose() {
    var examples = new ArrayList<Example>();
    for (int i = 0; i < 900; i++) {
      // Every third text comes again, in other letters.
      examples.add(new Example((i % 3 == 0 ? "TEXT " : "text ") + i / 3 * 3 + i % 3 / 2, i % 2, i));
    }
    Dataset dataset = new Dataset("data", examples, LABELS);
    List<Dataset> parts = split(7).apply(dataset);
    DuplicateCheck.Report report = DuplicateCheck.of(parts);
    assertThat(report.pairs()).isNotEmpty().noneMatch(DuplicateCheck.Pair::isAcrossSplits);
    assertThat(parts.get(0).size()).isBetween(718, 722);
    assertThat(parts.get(2).size()).isBetween(88, 92);
    // Repeated texts fall into all parts, not only into the largest.
    assertThat(report.within(2)).isNotEmpty();
  }

  @Test
  void examplesOfOneGroupStayTogether() {
    Dataset dataset = distinctTexts();
    List<Dataset> parts =
        split(3).apply(dataset, example -> Optional.of("author " + example.line() % 60));
    for (int author = 0; author < 60; author++) {
      int number = author;
      long homes =
          parts.stream()
              .filter(p -> p.examples().stream().anyMatch(e -> e.line() % 60 == number))
              .count();
      assertThat(homes).isEqualTo(1);
    }
    assertThat(parts.get(1).size()).isBetween(40, 80);
  }

  @Test
  void aTextSharedByTwoGroupsJoinsThem() {
    Dataset dataset =
        new Dataset(
            "data",
            List.of(
                new Example("x", 0, 1),
                new Example("y", 0, 2),
                new Example("Y", 0, 3),
                new Example("z", 0, 4)),
            LABELS);
    var half =
        new StratifiedSplit(
            List.of(new StratifiedSplit.Part("one", 0.5), new StratifiedSplit.Part("two", 0.5)), 1);
    List<Dataset> parts = half.apply(dataset, e -> Optional.of(e.line() <= 2 ? "first" : "second"));
    assertThat(parts).extracting(Dataset::size).containsExactlyInAnyOrder(0, 4);
  }

  @Test
  void unlabelledExamplesAreSharedOutToo() {
    var examples = new ArrayList<Example>();
    for (int i = 0; i < 100; i++) {
      examples.add(new Example("text " + i, i < 50 ? Example.UNLABELLED : 0, i));
    }
    List<Dataset> parts = split(1).apply(new Dataset("data", examples, LABELS));
    assertThat(parts).extracting(Dataset::size).containsExactly(80, 10, 10);
    assertThat(parts).extracting(p -> p.labelCounts()[0]).containsExactly(40, 5, 5);
  }

  @Test
  void sharesThatDoNotAddUpToOneAreRefused() {
    assertThatThrownBy(() -> StratifiedSplit.trainValidationTest(0.8, 0.1, 0.2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("add up to 1");
    assertThatThrownBy(() -> StratifiedSplit.trainValidationTest(1.1, -0.1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static StratifiedSplit split(long seed) {
    return StratifiedSplit.trainValidationTest(SHARES[0], SHARES[1], SHARES[2], seed);
  }

  private static Dataset distinctTexts() {
    var examples = new ArrayList<Example>();
    for (int label = 0; label < COUNTS.length; label++) {
      for (int i = 0; i < COUNTS[label]; i++) {
        examples.add(new Example("text " + examples.size(), label, examples.size() + 2));
      }
    }
    return new Dataset("data", examples, LABELS);
  }
}
