package app.valence.benchmark;

import app.valence.data.LabelSet;
import app.valence.model.Architecture;
import app.valence.model.ConfigExtras;
import app.valence.model.DecoderSettings;
import app.valence.model.ModelConfig;
import app.valence.model.RotarySettings;
import app.valence.tensor.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The shapes of well-known models, with the batches that they are measured on. */
@SuppressWarnings("ImmutableEnumChecker") // Size is a record of numbers.
public enum BenchmarkShape {
  /** 2 layers of 128, batches of 32 × 64. */
  BERT_TINY(Architecture.BERT, new Size(2, 128, 30_522), 32, 64),
  /** 4 layers of 256, batches of 32 × 64. */
  BERT_MINI(Architecture.BERT, new Size(4, 256, 30_522), 32, 64),
  /** 6 layers of 768, batches of 8 × 128. */
  DISTILBERT(Architecture.DISTILBERT, new Size(6, 768, 30_522), 8, 128),
  /** 12 layers of 768, batches of 8 × 128. */
  BERT_BASE(Architecture.BERT, new Size(12, 768, 30_522), 8, 128),
  /**
   * The smallest GPT-2, a language model with a tied head: 12 layers of 768, batches of 8 × 128.
   */
  GPT2(Architecture.GPT2, new Size(12, 768, 50_257), 8, 128),
  /** JackFram/llama-160m, a language model with its own head: 12 layers of 768, 8 × 128. */
  LLAMA_160M(Architecture.LLAMA, new Size(12, 768, 32_000), 8, 128);

  /** Tokens that every shape has positions for. */
  public static final int LONGEST = 512;

  private static final int HEAD_SIZE = 64;

  private record Size(int layers, int hidden, int vocabulary) {}

  private final Architecture architecture;
  private final Size size;
  private final int rows;
  private final int length;

  BenchmarkShape(Architecture architecture, Size size, int rows, int length) {
    this.architecture = architecture;
    this.size = size;
    this.rows = rows;
    this.length = length;
  }

  /**
   * The shape of this name, such as {@code bert-tiny}.
   *
   * @throws IllegalArgumentException if there is none, naming those there are
   */
  public static BenchmarkShape named(String name) {
    return Arrays.stream(values())
        .filter(shape -> shape.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no shape \""
                        + name
                        + "\". Choose one of "
                        + Arrays.toString(values())));
  }

  /** Examples of a batch. */
  public int rows() {
    return rows;
  }

  /** Tokens of an example. */
  public int length() {
    return length;
  }

  /** Whether it is measured guessing the next token, and not as a classifier. */
  boolean isLanguageModel() {
    return architecture.isDecoder();
  }

  /** The model, with dropout 0.1 on hidden states where its kind has any, and none on attention. */
  ModelConfig config() {
    boolean gpt2 = architecture == Architecture.GPT2;
    boolean llama = architecture == Architecture.LLAMA;
    int tokenTypes = architecture == Architecture.BERT ? 2 : 0;
    int hidden = size.hidden();
    return new ModelConfig(
        architecture,
        architecture.name().toLowerCase(Locale.ROOT),
        new ModelConfig.Size(
            size.vocabulary(),
            hidden,
            hidden,
            size.layers(),
            heads(),
            4 * hidden,
            LONGEST,
            tokenTypes),
        gpt2 ? Activation.GELU_TANH : llama ? Activation.SILU : Activation.GELU,
        gpt2 ? 1e-5 : llama ? 1e-6 : 1e-12,
        llama ? new ModelConfig.Dropout(0, 0, 0) : new ModelConfig.Dropout(0.1, 0, 0.1),
        0.02,
        0,
        LabelSet.of(List.of("negative", "neutral", "positive")),
        isLanguageModel() ? Optional.of(decoder(gpt2)) : Optional.empty(),
        ConfigExtras.NONE);
  }

  private int heads() {
    return size.hidden() / HEAD_SIZE;
  }

  private DecoderSettings decoder(boolean gpt2) {
    return new DecoderSettings(
        heads(),
        HEAD_SIZE,
        gpt2
            ? Optional.empty()
            : Optional.of(new RotarySettings(10_000, new RotarySettings.Unscaled())),
        Optional.empty(),
        new DecoderSettings.Biases(gpt2, gpt2, gpt2),
        new DecoderSettings.Scoring(true, false),
        gpt2,
        false);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
