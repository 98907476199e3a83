package app.valence.model.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplerTest {
  private static final int DRAWS = 20_000;

  /** Probabilities 0.1, 0.4, 0.3, 0.2 at temperature 1. */
  private static final float[] SCORES = {
    (float) Math.log(0.1), (float) Math.log(0.4), (float) Math.log(0.3), (float) Math.log(0.2)
  };

  @Test
  void withoutTemperatureTheLikeliestIsTaken() {
    assertThat(new Sampler(GenerationSettings.greedy(1)).choose(SCORES)).isEqualTo(1);
    assertThat(new Sampler(GenerationSettings.greedy(1)).choose(new float[] {-3, -1, -1}))
        .as("the first of equals")
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 1, 0.1, 0.4, 0.3, 0.2",
    "0.5, 0, 1, 0.0333, 0.5333, 0.3, 0.1333",
    "1, 2, 1, 0, 0.5714, 0.4286, 0",
    "1, 0, 0.5, 0, 0.5714, 0.4286, 0",
    "1, 0, 0.75, 0, 0.4444, 0.3333, 0.2222",
    "1, 3, 0.5, 0, 0.5714, 0.4286, 0",
    "1, 9, 0.05, 0, 1, 0, 0",
  })
  void tokensAreDrawnAsOftenAsTheSettingsSay(
      double temperature, int topK, double topP, double a, double b, double c, double d) {
    var sampler = new Sampler(new GenerationSettings(1, temperature, topK, topP, 5));
    var counts = new double[4];
    for (int i = 0; i < DRAWS; i++) {
      counts[sampler.choose(SCORES)]++;
    }
    double[] wanted = {a, b, c, d};
    for (int token = 0; token < wanted.length; token++) {
      assertThat(counts[token] / DRAWS)
          .as("token " + token)
          .isCloseTo(wanted[token], within(0.012));
      assertThat(counts[token] == 0).isEqualTo(wanted[token] == 0);
    }
  }

  @Test
  void theLikeliestAreFoundAmongScoresOfBothSigns() {
    float[] scores = {-0.1f, 5, -200, 0, 4.5f, -0.0f, 3};
    var sampler = new Sampler(new GenerationSettings(1, 50, 3, 1, 5));
    for (int i = 0; i < 1000; i++) {
      assertThat(sampler.choose(scores)).isIn(1, 4, 6);
    }
  }

  @Test
  void tokensOfTheTextGetLessLikelyWhateverTheSignOfTheirScores() {
    var settings = new GenerationSettings(1, 0, 0, 1, 2, 5);
    var sampler = new Sampler(settings);
    float[] scores = {3, 2, -1};
    assertThat(sampler.choose(scores)).isZero();
    sampler.read(new int[] {0});
    assertThat(sampler.choose(scores)).as("1.5 is less than 2").isEqualTo(1);
    assertThat(scores).as("left as they were").containsExactly(3, 2, -1);
    sampler.read(new int[] {1});
    assertThat(sampler.choose(scores)).isZero();
    assertThat(sampler.choose(new float[] {-1, -1.5f, -1.9f})).isEqualTo(2);
  }

  @Test
  void scoresThatAreNoNumbersAreNoChoice() {
    var sampler = new Sampler(new GenerationSettings(1, 1, 0, 1, 5));
    assertThatThrownBy(() -> sampler.choose(new float[] {Float.NaN, Float.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("diverged");
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new GenerationSettings(0, 1, 0, 1, 5))
        .hasMessageContaining("at least 1");
    assertThatThrownBy(() -> new GenerationSettings(1, -1, 0, 1, 5))
        .hasMessageContaining("temperature");
    assertThatThrownBy(() -> new GenerationSettings(1, 1, 0, 0, 5))
        .hasMessageContaining("probability");
    assertThatThrownBy(() -> new GenerationSettings(1, 1, 0, 1, 0, 5))
        .hasMessageContaining("repetitions");
  }
}
