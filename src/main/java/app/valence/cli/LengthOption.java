package app.valence.cli;

import app.valence.training.setup.CutTexts;
import app.valence.training.setup.MaximumLength;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How long texts may be. */
final class LengthOption {
  @Option(
      names = "--max-length",
      paramLabel = "TOKENS",
      description =
          "Longer texts are cut (default: what the model can take, but at most "
              + MaximumLength.USUAL
              + ").")
  private Optional<Integer> maximumLength = Optional.empty();

  /** Tokens of a text for a model that can take {@code modelMaximum}. */
  int of(int modelMaximum) {
    int length = maximumLength.orElse(MaximumLength.usual(modelMaximum));
    if (!MaximumLength.isPossible(length, modelMaximum)) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--max-length must be between %d and the %,d tokens that the model can take.",
              MaximumLength.SHORTEST,
              modelMaximum));
    }
    return length;
  }

  /** Says how many texts were cut and what to do about it. */
  static String warning(CutTexts cut) {
    return cut.isAvoidable()
        ? cut.complaint()
            + " --max-length keeps more of them, up to "
            + cut.modelMaximum()
            + " tokens."
        : cut.message();
  }
}
