package app.valence.training.pretraining;

import app.valence.model.Architecture;
import app.valence.model.ConfigExtras;
import app.valence.model.DecoderSettings;
import app.valence.model.DecoderSettings.Biases;
import app.valence.model.ModelConfig;
import app.valence.model.RotarySettings;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.Activation;
import java.util.Locale;
import java.util.Optional;

/** The shape of a decoder that is trained from nothing, with what Hugging Face takes unsaid. */
public final class NewDecoder {
  /** Rotary positions cost nothing, so there are enough for most texts to be classified. */
  private static final int ROTARY_POSITIONS = 512;

  /** Gated blocks have three matrices for two, so that their width is two thirds of 4 hidden. */
  private static final int WIDTH_STEP = 32;

  private static final double ROTARY_BASE = 10_000;

  /** For fine-tuning. Masks of the attention would cost more than the attention itself. */
  private static final ModelConfig.Dropout GPT2_DROPOUT = new ModelConfig.Dropout(0.1, 0, 0, 0.1);

  private static final ModelConfig.Dropout NO_DROPOUT = new ModelConfig.Dropout(0, 0, 0, 0);

  /**
   * How large it is.
   *
   * @param hidden a multiple of {@code heads}
   * @param keyValueHeads heads of keys and values, which the query heads share evenly
   */
  public record Shape(int layers, int hidden, int heads, int keyValueHeads) {
    /**
     * Checks that it can be.
     *
     * @throws IllegalArgumentException if it cannot
     */
    public Shape {
      if (layers < 1 || heads < 1 || hidden < 1 || hidden % heads != 0) {
        throw new IllegalArgumentException(
            "A decoder has at least 1 layer, and units that its heads share evenly: not %d layers"
                    .formatted(layers)
                + " of %d units with %d heads.".formatted(hidden, heads));
      }
      if (keyValueHeads < 1 || heads % keyValueHeads != 0) {
        throw new IllegalArgumentException(
            "%d attention heads cannot share %d key-value heads evenly: choose a divisor."
                .formatted(heads, keyValueHeads));
      }
    }
  }

  private NewDecoder() {}

  /**
   * A decoder of some shape, whose output layer is its word embedding table.
   *
   * @param length tokens of the sequences that it is to learn from
   * @throws IllegalArgumentException if the architecture is no decoder's or cannot have that shape,
   *     or if the tokenizer has no token that ends a text
   */
  public static ModelConfig config(
      Architecture architecture, Tokenizer tokenizer, Shape shape, int length) {
    String modelType = architecture.name().toLowerCase(Locale.ROOT);
    boolean isGpt2 = architecture == Architecture.GPT2;
    int end = LanguageModelling.separator(tokenizer);
    var special = tokenizer.specialTokens();
    var config =
        new ModelConfig(
            architecture,
            modelType,
            size(architecture, tokenizer, shape, length),
            isGpt2 ? Activation.GELU_TANH : Activation.SILU,
            isGpt2 ? 1e-5 : 1e-6,
            isGpt2 ? GPT2_DROPOUT : NO_DROPOUT,
            0.02,
            special.pad().orElse(end),
            ModelConfig.UNNAMED_LABELS,
            Optional.of(settings(architecture, shape, special.pad().isPresent())),
            ConfigExtras.NONE);
    return config.withTextTokens(special.start(), end);
  }

  private static ModelConfig.Size size(
      Architecture architecture, Tokenizer tokenizer, Shape shape, int length) {
    int hidden = shape.hidden();
    boolean isGpt2 = architecture == Architecture.GPT2;
    int gated = (8 * hidden + 3 * WIDTH_STEP - 1) / (3 * WIDTH_STEP) * WIDTH_STEP;
    return new ModelConfig.Size(
        tokenizer.vocabularySize(),
        hidden,
        hidden,
        shape.layers(),
        shape.heads(),
        isGpt2 ? 4 * hidden : gated,
        isGpt2 ? length : Math.max(length, ROTARY_POSITIONS),
        0);
  }

  private static DecoderSettings settings(
      Architecture architecture, Shape shape, boolean hasPadding) {
    int headSize = shape.hidden() / shape.heads();
    boolean isGpt2 = architecture == Architecture.GPT2;
    if (isGpt2 && shape.keyValueHeads() != shape.heads()) {
      throw new IllegalArgumentException(
          "GPT-2's attention heads share no key-value heads: leave their number out, or choose"
              + " llama, mistral or qwen2.");
    }
    if (!isGpt2 && headSize % 2 != 0) {
      throw new IllegalArgumentException(
          "Rotary positions need heads of an even number of units, not %d: choose other heads."
              .formatted(headSize));
    }
    return new DecoderSettings(
        shape.keyValueHeads(),
        headSize,
        isGpt2
            ? Optional.empty()
            : Optional.of(new RotarySettings(ROTARY_BASE, new RotarySettings.Unscaled())),
        Optional.empty(),
        biases(architecture),
        new DecoderSettings.Scoring(true, false),
        true,
        hasPadding);
  }

  private static Biases biases(Architecture architecture) {
    return switch (architecture) {
      case GPT2 -> new Biases(true, true, true);
      case QWEN2 -> new Biases(true, false, false);
      case LLAMA, MISTRAL -> new Biases(false, false, false);
      default ->
          throw new IllegalArgumentException(
              architecture.name().toLowerCase(Locale.ROOT)
                  + " is no decoder: choose gpt2, llama,"
                  + " mistral or qwen2.");
    };
  }
}
