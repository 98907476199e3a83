package app.valence.benchmark;

import app.valence.data.LabelSet;
import app.valence.model.Architecture;
import app.valence.model.ModelConfig;
import app.valence.tensor.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The shapes of well-known encoders, with the batches that they are measured on. */
public enum BenchmarkShape {
  /** 2 layers of 128, batches of 32 × 64. */
  BERT_TINY(Architecture.BERT, 2, 128, 32, 64),
  /** 4 layers of 256, batches of 32 × 64. */
  BERT_MINI(Architecture.BERT, 4, 256, 32, 64),
  /** 6 layers of 768, batches of 8 × 128. */
  DISTILBERT(Architecture.DISTILBERT, 6, 768, 8, 128),
  /** 12 layers of 768, batches of 8 × 128. */
  BERT_BASE(Architecture.BERT, 12, 768, 8, 128);

  /** Tokens that every shape has positions for. */
  public static final int LONGEST = 512;

  private static final int VOCABULARY = 30_522;

  private final Architecture architecture;
  private final int layers;
  private final int hidden;
  private final int rows;
  private final int length;

  BenchmarkShape(Architecture architecture, int layers, int hidden, int rows, int length) {
    this.architecture = architecture;
    this.layers = layers;
    this.hidden = hidden;
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

  /** The model, with dropout 0.1 on hidden states and none on attention. */
  ModelConfig config() {
    boolean distil = architecture == Architecture.DISTILBERT;
    return new ModelConfig(
        architecture,
        architecture.prefix(),
        new ModelConfig.Size(
            VOCABULARY, hidden, hidden, layers, hidden / 64, 4 * hidden, LONGEST, distil ? 0 : 2),
        Activation.GELU,
        1e-12,
        new ModelConfig.Dropout(0.1, 0, 0.1),
        0.02,
        0,
        LabelSet.of(List.of("negative", "neutral", "positive")));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
