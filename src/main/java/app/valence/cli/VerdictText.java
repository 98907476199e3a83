package app.valence.cli;

import app.valence.training.verdict.Verdict;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** A {@link Verdict} in words and as JSON. */
final class VerdictText {
  private VerdictText() {}

  /** What is to be said of a run, in a sentence or two. */
  static String of(Verdict verdict) {
    return switch (verdict.trend()) {
      case UNKNOWN ->
          "Verdict: there are too few evaluations to say how the run went; --eval-steps asks for"
              + " more.";
      case NOT_LEARNING ->
          "Verdict: not learning. The training loss has hardly moved; raise --learning-rate, or"
              + " train longer.";
      case LEARNING ->
          say("Verdict: learning. The validation loss fell to the end, to %.4f.", verdict.lowest());
      case LEVEL ->
          say(
              "Verdict: level. The validation loss was lowest, %.4f, at step %,d; what it rose by"
                  + " since is within its scatter.",
              verdict.lowest(), verdict.best());
      case OVERFITTING -> overfitting(verdict);
      case DIVERGING ->
          "Verdict: diverging. Both losses rise"
              + since(verdict)
              + ". Lower --learning-rate, or raise --warmup-ratio.";
    };
  }

  private static String overfitting(Verdict verdict) {
    return "Verdict: overfitting"
        + since(verdict)
        + say(
            ", while the training loss went from %.4f to %.4f. The validation loss was lowest,"
                + " %.4f, at step %,d.",
            verdict.rise().trainingBefore(),
            verdict.rise().trainingAfter(),
            verdict.lowest(),
            verdict.best());
  }

  private static String since(Verdict verdict) {
    Verdict.Rise rise = verdict.rise();
    return say(
        " since step %,d: up to step %,d the validation loss rose by %.4f, which is %.1f%% and %s",
        rise.since(),
        rise.last(),
        rise.by(),
        100 * rise.shareOf(verdict.lowest()),
        rise.scatter() > 0
            ? say("%.0f times its scatter", rise.inScatters())
            : "far beyond its scatter");
  }

  private static String say(String words, Object... values) {
    return String.format(Locale.ROOT, words, values);
  }

  /** The same as JSON; what is not known is left out. */
  static ObjectNode json(Verdict verdict) {
    ObjectNode json = JsonFile.object();
    json.put("trend", verdict.trend().name().toLowerCase(Locale.ROOT));
    if (verdict.best() > 0) {
      json.put("lowest_eval_loss_step", verdict.best());
      json.put("lowest_eval_loss", verdict.lowest());
    }
    Verdict.Rise rise = verdict.rise();
    if (rise.last() > rise.since()) {
      json.put("since_step", rise.since());
      json.put("rise", rise.by());
      if (Double.isFinite(rise.scatter())) {
        json.put("scatter", rise.scatter());
      }
    }
    return json;
  }
}
