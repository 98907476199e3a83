package app.valence.prompting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LabelBiasTest {
  /** Scores that tell two classes apart, but for a strong liking of the second. */
  private static List<double[]> biased(int[] labels, double liking) {
    var random = new SplittableRandom(5);
    List<double[]> scores = new ArrayList<>();
    for (int label : labels) {
      double right = 1 + random.nextDouble();
      scores.add(new double[] {label == 0 ? right : 0, liking + (label == 1 ? right : 0)});
    }
    return scores;
  }

  private static int[] alternating(int count) {
    var labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 2;
    }
    return labels;
  }

  private static double accuracy(LabelBias bias, List<double[]> scores, int[] labels) {
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      double[] p = bias.probabilities(scores.get(i));
      right += (p[1] > p[0] ? 1 : 0) == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  @Test
  void aLikingThatTextsWithoutContentShowIsTakenBack() {
    int[] labels = alternating(100);
    List<double[]> scores = biased(labels, 4);
    assertThat(accuracy(LabelBias.none(2), scores, labels)).isEqualTo(0.5);
    List<double[]> contentFree = List.of(new double[] {0, 4}, new double[] {0.1, 4.1});
    assertThat(accuracy(LabelBias.contextual(contentFree), scores, labels)).isEqualTo(1);
  }

  @Test
  void aFittedBiasGivesEachClassAsOftenAsItOccurs() {
    int[] labels = new int[200];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 4 == 0 ? 1 : 0;
    }
    List<double[]> scores = biased(labels, 6);
    LabelBias bias = LabelBias.fitted(scores, labels);
    double mean =
        scores.stream().mapToDouble(s -> bias.probabilities(s)[1]).average().orElseThrow();
    assertThat(mean).isCloseTo(51.0 / 202, within(1e-4));
    assertThat(accuracy(bias, scores, labels)).isEqualTo(1);
  }

  @Test
  void aClassWithoutExamplesStaysPossible() {
    int[] labels = new int[50];
    LabelBias bias = LabelBias.fitted(biased(labels, 0), labels);
    assertThat(Arrays.stream(bias.offsets())).allMatch(Double::isFinite);
    assertThat(bias.probabilities(new double[] {0, 9})[1]).isGreaterThan(0.5);
  }

  @Test
  void hugeScoresHaveProbabilitiesToo() {
    assertThat(LabelBias.none(3).probabilities(new double[] {-2e5, -1e5, -1e5}))
        .containsExactly(new double[] {0, 0.5, 0.5}, within(1e-12));
  }
}
