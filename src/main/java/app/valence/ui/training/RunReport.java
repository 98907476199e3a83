package app.valence.ui.training;

import app.valence.evaluation.WilsonInterval;
import app.valence.runs.RecordedRun;
import java.util.Optional;

/**
 * What a run came to, for people.
 *
 * @param ending how it ended, in a sentence or two
 * @param measuredOn what the numbers were measured on, in a few words; empty without numbers
 */
public record RunReport(
    String name, RecordedRun.Finished finished, String ending, String measuredOn) {
  static final String TOKEN_ACCURACY = "eval_mean_token_accuracy";

  /** Whether the tokens of the validation data were foretold. */
  boolean hasTokens() {
    return finished.evaluation().containsKey(TOKEN_ACCURACY);
  }

  /** A metric of the kept model on the validation data; NaN if it is not known. */
  double evaluation(String metric) {
    return finished.evaluation().getOrDefault(metric, Double.NaN);
  }

  /** The measurement to show: on the test data if there is one, else on the validation data. */
  Optional<RecordedRun.Measured> measured() {
    return finished.test().or(finished::validation);
  }

  /** Where the accuracy lies with 95 % confidence. */
  Optional<WilsonInterval> accuracyInterval() {
    return measured()
        .map(m -> m.evaluation().report().confusion())
        .map(confusion -> WilsonInterval.of(confusion.correct(), confusion.total()));
  }
}
