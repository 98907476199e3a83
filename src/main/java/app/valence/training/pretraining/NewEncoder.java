package app.valence.training.pretraining;

import app.valence.model.Architecture;
import app.valence.model.ModelConfig;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.Activation;

/** The shape of an encoder that is trained from nothing. */
public final class NewEncoder {
  private static final int HEAD_WIDTH = 32;
  private static final int POSITIONS = 512;

  /** For fine-tuning. */
  private static final ModelConfig.Dropout DROPOUT = new ModelConfig.Dropout(0.1, 0, 0.1);

  private NewEncoder() {}

  /**
   * A BERT of some size.
   *
   * @throws IllegalArgumentException if there is no such size
   */
  public static ModelConfig config(Tokenizer tokenizer, int layers, int hidden) {
    if (layers < 1 || hidden < HEAD_WIDTH || hidden % HEAD_WIDTH != 0) {
      throw new IllegalArgumentException(
          "An encoder has at least 1 layer, and a multiple of %d units: not %d layers of %d."
              .formatted(HEAD_WIDTH, layers, hidden));
    }
    var size =
        new ModelConfig.Size(
            tokenizer.vocabularySize(),
            hidden,
            hidden,
            layers,
            hidden / HEAD_WIDTH,
            4 * hidden,
            POSITIONS,
            2);
    return new ModelConfig(
        Architecture.BERT,
        "bert",
        size,
        Activation.GELU,
        1e-12,
        DROPOUT,
        0.02,
        tokenizer.specialTokens().pad().orElse(0),
        ModelConfig.UNNAMED_LABELS);
  }
}
