package app.valence.cli;

import app.valence.tensor.Precision;
import app.valence.training.AdapterSettings;
import app.valence.training.LayerSettings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The adapter that is trained in place of the model, and what is done to save memory. */
final class LoraOptions {
  /** What is usual beside any rank: the adapter's output counts double. */
  private static final double ALPHA_BY_RANK = 2;

  /** Adapters learn at about ten times the rate of whole models (Schulman et al., 2025). */
  private static final double RATE_FACTOR = 10;

  private static final double HIGHEST_RATE = 1e-3;

  @Option(
      names = "--lora-rank",
      paramLabel = "R",
      description =
          "Train a low-rank adapter of this rank, such as 8, beside the base, which stays as it is"
              + " (LoRA). The output is an adapter as PEFT saves it.")
  private Optional<Integer> rank = Optional.empty();

  @Option(
      names = "--lora-alpha",
      paramLabel = "ALPHA",
      description = "The adapter's output is multiplied by ALPHA / R (default: twice the rank).")
  private Optional<Double> alpha = Optional.empty();

  @Option(
      names = "--lora-dropout",
      paramLabel = "SHARE",
      description = "Dropout of the adapter's input (default: 0).")
  private Optional<Double> dropout = Optional.empty();

  @Option(
      names = "--lora-targets",
      split = ",",
      paramLabel = "NAME|all-linear",
      description =
          "Linear layers that are adapted, by the last parts of their names, such as query,value"
              + " (default: all-linear).")
  private List<String> targets = List.of();

  @Option(
      names = "--rslora",
      description = "Multiply by ALPHA / √R instead, which keeps high ranks learning.")
  private boolean rootRank;

  @Option(
      names = "--base-precision",
      paramLabel = "fp32|bf16",
      description =
          "Number format in which the adapted base is kept; bf16 takes half the memory and rounds"
              + " what is multiplied with it (default: fp32).")
  private Optional<Precision> basePrecision = Optional.empty();

  @Option(
      names = "--gradient-checkpointing",
      description =
          "Compute each layer again for its gradients instead of remembering it: less memory, about"
              + " a third more time.")
  private boolean checkpointing;

  @Option(
      names = "--merge",
      description =
          "Also leave the adapter merged into its base, in the folder merged of the output.")
  private boolean merge;

  /** Whether the result is to be merged. */
  boolean merges() {
    return merge;
  }

  /** Whether an adapter was asked for here, not by a run that is resumed. */
  boolean isAsked() {
    return rank.isPresent();
  }

  /** The learning rate unless one was said. */
  double usualRate(double usual) {
    return isAsked() ? Math.max(usual, Math.min(HIGHEST_RATE, RATE_FACTOR * usual)) : usual;
  }

  /**
   * The layer settings with the adapter that was asked for, else with that of {@code preset}.
   *
   * @throws UsageException if a value is out of its range or contradicts another
   */
  LayerSettings settings(int frozen, int reinitialised, LayerSettings preset) {
    check();
    AdapterSettings adapter = adapter(preset.adapter());
    if (merge && adapter == null) {
      throw new UsageException("--merge needs an adapter: say --lora-rank too, such as 8.");
    }
    if (adapter != null && reinitialised > 0) {
      throw new UsageException(
          "--reinit-layers draws layers of the base anew, which --lora-rank leaves as it is. Give"
              + " one of them.");
    }
    boolean bf16 = basePrecision.orElse(preset.baseMatrices()) == Precision.BF16;
    if (bf16 && adapter == null) {
      throw new UsageException(
          "--base-precision bf16 keeps what is not trained, and without --lora-rank all is.");
    }
    return new LayerSettings(
        frozen, reinitialised, adapter, checkpointing || preset.checkpointing(), bf16);
  }

  private void check() {
    OptionRange.between(1, 4096, "--lora-rank", rank);
    OptionRange.require("--lora-alpha", alpha, x -> x > 0 && x <= 1e6, "above 0");
    OptionRange.require("--lora-dropout", dropout, x -> x >= 0 && x < 1, "at least 0 and below 1");
  }

  private @Nullable AdapterSettings adapter(@Nullable AdapterSettings preset) {
    boolean refined = alpha.isPresent() || dropout.isPresent() || !targets.isEmpty() || rootRank;
    if (refined && rank.isEmpty() && preset == null) {
      throw new UsageException("Options of an adapter need --lora-rank, such as 8.");
    }
    if (rank.isEmpty() && !refined) {
      return preset;
    }
    int r = rank.orElseGet(() -> preset == null ? 0 : preset.rank());
    double usualAlpha = preset == null ? ALPHA_BY_RANK * r : preset.alpha();
    List<String> usualTargets = preset == null ? AdapterSettings.ALL_LINEAR : preset.targets();
    return new AdapterSettings(
        r,
        alpha.orElse(usualAlpha),
        dropout.orElse(preset == null ? 0 : preset.dropout()),
        targets.isEmpty() ? usualTargets : targets,
        rootRank || (preset != null && preset.rootRank()));
  }
}
