package app.valence.cli;

import app.valence.model.Architecture;
import app.valence.model.ModelConfig;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.training.pretraining.NewDecoder;
import app.valence.training.pretraining.NewEncoder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The shape of a network that is trained from nothing. */
final class NewNetwork {
  private static final int LAYERS = 3;
  private static final int HIDDEN = 192;

  /** Units of a head, unless their number was said. */
  private static final int HEAD_SIZE = 32;

  /** What can be drawn anew. */
  enum Kind {
    BERT,
    GPT2,
    LLAMA,
    MISTRAL,
    QWEN2
  }

  @Option(
      names = "--architecture",
      paramLabel = "bert|gpt2|llama|mistral|qwen2",
      description = "Kind of a new model: bert is an encoder, the others decoders (default: bert).")
  private Optional<Kind> kind = Optional.empty();

  @Option(names = "--layers", paramLabel = "N", description = "Layers of a new model (default: 3).")
  private Optional<Integer> layers = Optional.empty();

  @Option(
      names = "--hidden",
      paramLabel = "N",
      description = "Units of a new model, of an encoder a multiple of 32 (default: 192).")
  private Optional<Integer> hidden = Optional.empty();

  @Option(
      names = "--heads",
      paramLabel = "N",
      description = "Attention heads of a new decoder (default: one for 32 units).")
  private Optional<Integer> heads = Optional.empty();

  @Option(
      names = "--key-value-heads",
      paramLabel = "N",
      description =
          "Heads of keys and values of a new decoder, which its attention heads share (default: as"
              + " many as those).")
  private Optional<Integer> keyValueHeads = Optional.empty();

  @Option(
      names = "--counted-start",
      negatable = true,
      description =
          "Whether a new model's embeddings start from which tokens stand near each other in the"
              + " texts, which saves many steps, or from random numbers (default: they do).")
  private @Nullable Boolean countedStart;

  /** Whether any of it was said. */
  boolean isAsked() {
    return kind.isPresent()
        || layers.isPresent()
        || hidden.isPresent()
        || countedStart != null
        || isOfDecoder();
  }

  /** Whether counting gives it a start. */
  boolean startsFromCounts() {
    return countedStart == null || countedStart;
  }

  private boolean isOfDecoder() {
    return heads.isPresent() || keyValueHeads.isPresent();
  }

  /**
   * The configuration.
   *
   * @param length tokens of the sequences that it is to learn from
   * @throws UsageException if there can be no such network
   */
  ModelConfig config(Tokenizer tokenizer, int length) {
    Kind chosen = kind.orElse(Kind.BERT);
    try {
      if (chosen != Kind.BERT) {
        return NewDecoder.config(architecture(chosen), tokenizer, shape(), length);
      }
      if (isOfDecoder()) {
        throw new UsageException(
            "--heads and --key-value-heads are for decoders: say which by --architecture.");
      }
      return NewEncoder.config(tokenizer, layers.orElse(LAYERS), hidden.orElse(HIDDEN));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static Architecture architecture(Kind kind) {
    return Architecture.valueOf(kind.name());
  }

  private NewDecoder.Shape shape() {
    int units = hidden.orElse(HIDDEN);
    int queries = heads.orElse(Math.max(1, units / HEAD_SIZE));
    return new NewDecoder.Shape(
        layers.orElse(LAYERS), units, queries, keyValueHeads.orElse(queries));
  }
}
