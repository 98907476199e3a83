package app.valence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.training.verdict.Trend;
import app.valence.training.verdict.Verdict;
import org.junit.jupiter.api.Test;

class VerdictTextTest {
  private static final Verdict.Rise RISE = new Verdict.Rise(600, 750, 0.03, 0.003, 2.9, 2.84);

  @Test
  void overfittingIsNamedWithStepSizeAndScatter() {
    var verdict = new Verdict(Trend.OVERFITTING, 600, 2.98, RISE);
    assertThat(VerdictText.of(verdict))
        .startsWith("Verdict: overfitting since step 600")
        .contains("up to step 750 the validation loss rose by 0.0300, which is 1.0% and 10 times")
        .contains("the training loss went from 2.9000 to 2.8400")
        .endsWith("The validation loss was lowest, 2.9800, at step 600.");
    assertThat(VerdictText.json(verdict).path("since_step").asLong()).isEqualTo(600);
    assertThat(VerdictText.json(verdict).path("trend").asText()).isEqualTo("overfitting");
  }

  @Test
  void everyTrendHasWordsAndARemedyWhereOneIsNeeded() {
    for (Trend trend : Trend.values()) {
      assertThat(VerdictText.of(new Verdict(trend, 600, 2.98, RISE))).startsWith("Verdict: ");
    }
    assertThat(VerdictText.of(Verdict.UNKNOWN)).contains("--eval-steps");
    assertThat(VerdictText.of(new Verdict(Trend.DIVERGING, 600, 2.98, RISE)))
        .contains("--learning-rate");
    assertThat(VerdictText.json(Verdict.UNKNOWN)).hasSize(1);
  }
}
