package app.valence.cli;

import app.valence.model.ModelConfig;
import app.valence.model.Pooling;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What of the network is trained, and with how much noise. */
final class NetworkOptions {
  @Option(
      names = "--new-head",
      description = "Draw the output layer anew, whatever classes the base model was trained for.")
  boolean newHead;

  @Option(
      names = "--freeze",
      paramLabel = "N",
      description =
          "Parts that stay as they are, from below: 1 the embeddings, 2 the first layer too, and"
              + " so on (default: 0).")
  Optional<Integer> frozen = Optional.empty();

  @Option(
      names = "--reinit-layers",
      paramLabel = "N",
      description = "Layers that are drawn anew, from above (default: 0).")
  Optional<Integer> reinitialised = Optional.empty();

  @Option(
      names = "--untrained",
      description =
          "Draw all weights of the base model anew and keep its shape and vocabulary, to see what"
              + " its pre-training is worth.")
  boolean untrained;

  @Option(
      names = "--dropout",
      paramLabel = "SHARE",
      description =
          "Dropout of hidden states and in the head (default: the checkpoint's; with --init 0.1).")
  Optional<Double> dropout = Optional.empty();

  @Option(
      names = "--attention-dropout",
      paramLabel = "SHARE",
      description = "Dropout of attention weights (default: the checkpoint's; with --init 0).")
  Optional<Double> attentionDropout = Optional.empty();

  @Option(
      names = "--pooling",
      paramLabel = "cls|mean|max",
      description =
          "What of an encoder's states the head reads: the first token's, their mean, or each"
              + " unit's maximum (default: the base model's; cls).")
  Optional<Pooling> pooling = Optional.empty();

  /** Refuses values that no model could have. */
  void check() {
    OptionRange.atLeast(0, "--freeze", frozen);
    OptionRange.atLeast(0, "--reinit-layers", reinitialised);
    share("--dropout", dropout);
    share("--attention-dropout", attentionDropout);
  }

  private static void share(String option, Optional<Double> given) {
    OptionRange.require(option, given, x -> x >= 0 && x < 1, "at least 0 and below 1");
  }

  /** The dropout of a model that came with {@code stored}. */
  ModelConfig.Dropout dropout(ModelConfig.Dropout stored) {
    return new ModelConfig.Dropout(
        dropout.orElse(stored.hidden()),
        attentionDropout.orElse(stored.attention()),
        dropout.orElse(stored.classifier()));
  }

  /** Refuses numbers of layers that a model does not have. */
  void requireFits(ModelConfig config) {
    int layers = config.size().layers();
    if (reinitialised.orElse(0) > layers) {
      throw new UsageException(
          "--reinit-layers is %d, and the model has %d layers."
              .formatted(reinitialised.orElse(0), layers));
    }
    if (frozen.orElse(0) > layers + 1) {
      throw new UsageException(
          "--freeze is %d, and the model has %d parts below its head: the embeddings and %d layers."
              .formatted(frozen.orElse(0), layers + 1, layers));
    }
  }
}
