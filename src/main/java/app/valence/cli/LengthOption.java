package app.valence.cli;

import app.valence.model.EncodedExamples;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How long texts may be. */
final class LengthOption {
  /**
   * Enough for nearly all sentences and short reviews; the cost of a text grows with its length.
   */
  static final int USUAL = 128;

  private static final int SHORTEST = 4;

  @Option(
      names = "--max-length",
      paramLabel = "TOKENS",
      description =
          "Longer texts are cut (default: what the model can take, but at most " + USUAL + ").")
  private Optional<Integer> maximumLength = Optional.empty();

  /** Tokens of a text for a model that can take {@code modelMaximum}. */
  int of(int modelMaximum) {
    int length = maximumLength.orElse(Math.min(USUAL, modelMaximum));
    if (length < SHORTEST || length > modelMaximum) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--max-length must be between %d and the %,d tokens that the model can take.",
              SHORTEST,
              modelMaximum));
    }
    return length;
  }

  /** Says how many texts of a file were cut and what to do about it; empty if none were. */
  static Optional<String> cutTexts(
      String file, EncodedExamples encoded, int length, int modelMaximum) {
    if (encoded.truncated() == 0) {
      return Optional.empty();
    }
    String cut =
        String.format(
            Locale.ROOT,
            "%,d of %,d texts of %s (%.1f%%) were cut to %,d tokens. ",
            encoded.truncated(),
            encoded.size(),
            file,
            100.0 * encoded.truncated() / encoded.size(),
            length);
    String remedy =
        length < modelMaximum
            ? "--max-length keeps more of them, up to " + modelMaximum + " tokens."
            : "The model takes no more: split long texts, or choose another model.";
    return Optional.of(cut + remedy);
  }
}
