package app.valence.cli;

import app.valence.training.instruction.InstructionSettings;
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
              + ", or "
              + InstructionSettings.USUAL_LENGTH
              + " for prompts).")
  private Optional<Integer> maximumLength = Optional.empty();

  /** Tokens of a text for a model that can take {@code modelMaximum}. */
  int of(int modelMaximum) {
    return of(modelMaximum, MaximumLength.USUAL);
  }

  /** The same, where texts may have {@code usual} tokens unless told otherwise. */
  int of(int modelMaximum, int usual) {
    int length = maximumLength.orElse(Math.min(usual, modelMaximum));
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

  /** Tokens of a text, if that was said. */
  Optional<Integer> said() {
    return maximumLength;
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
