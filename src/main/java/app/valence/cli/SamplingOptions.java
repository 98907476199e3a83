package app.valence.cli;

import app.valence.model.generation.GenerationSettings;
import java.util.Optional;
import java.util.SplittableRandom;
import picocli.CommandLine.Option;

/** How a text is continued. */
final class SamplingOptions {
  private static final int SEEDS = 1_000_000;

  @Option(
      names = "--max-new-tokens",
      paramLabel = "N",
      defaultValue = "200",
      description = "The most tokens that are added (default: ${DEFAULT-VALUE}).")
  private int maximumTokens = 200;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description =
          "0 takes the likeliest token each time; above 0 one is drawn, the more freely the higher"
              + " (default: 0, or 1 with --top-k, --top-p or --seed).")
  private Optional<Double> temperature = Optional.empty();

  @Option(
      names = "--top-k",
      paramLabel = "N",
      description = "Draw from the N likeliest tokens only; 0 for all (default: 0).")
  private Optional<Integer> topK = Optional.empty();

  @Option(
      names = "--top-p",
      paramLabel = "SHARE",
      description =
          "Draw from the likeliest tokens that together have this probability (default: 1).")
  private Optional<Double> topP = Optional.empty();

  @Option(
      names = "--repetition-penalty",
      paramLabel = "FACTOR",
      description =
          "Above 1, tokens that the text has already get less likely, such as 1.2 (default: 1).")
  private Optional<Double> repetitionPenalty = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What draws follow from (default: another one each time, which is told).")
  private Optional<Long> seed = Optional.empty();

  /** What was asked for. */
  GenerationSettings settings() {
    OptionRange.atLeast(1, "--max-new-tokens", Optional.of(maximumTokens));
    OptionRange.between(0, 100, "--temperature", temperature);
    OptionRange.atLeast(0, "--top-k", topK);
    OptionRange.require("--top-p", topP, x -> x > 0 && x <= 1, "above 0 and at most 1");
    OptionRange.require(
        "--repetition-penalty",
        repetitionPenalty,
        x -> x > 0 && x <= 100,
        "above 0 and at most 100");
    boolean draws = topK.isPresent() || topP.isPresent() || seed.isPresent();
    requireDraws(draws);
    return new GenerationSettings(
        maximumTokens,
        temperature.orElse(draws ? 1.0 : 0.0),
        topK.orElse(0),
        topP.orElse(1.0),
        repetitionPenalty.orElse(1.0),
        seed.orElseGet(() -> (long) new SplittableRandom().nextInt(SEEDS)));
  }

  private void requireDraws(boolean draws) {
    if (draws && temperature.isPresent() && temperature.get() == 0) {
      throw new UsageException(
          "--temperature 0 takes the likeliest token each time, and --top-k, --top-p and --seed are"
              + " for draws. Leave them out, or give a temperature above 0.");
    }
  }
}
