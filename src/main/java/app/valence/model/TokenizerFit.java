package app.valence.model;

import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Whether a tokenizer and a maximum length suit a model: asked as soon as all three are known,
 * since an id without an embedding would otherwise only fail deep inside a training step.
 */
public final class TokenizerFit {
  /**
   * The smallest share of a model's rows that its own tokenizer uses. Vocabularies are padded to
   * round numbers, and IndoBERT has 50,000 rows for 30,521 tokens.
   */
  private static final double LEAST_USED_SHARE = 0.5;

  private TokenizerFit() {}

  /**
   * Checks a tokenizer.
   *
   * @param folder names the model in messages
   * @throws CheckpointException if it has ids that the model has no embedding for, uses less than
   *     half of the embeddings, or pads with another token than the model
   */
  public static void require(Path folder, ModelConfig config, Tokenizer tokenizer)
      throws CheckpointException {
    int rows = config.size().vocabulary();
    if (tokenizer.vocabularySize() > rows) {
      throw new CheckpointException(
          folder,
          "its tokenizer has "
              + tokenizer.vocabularySize()
              + " tokens, but the model knows only "
              + rows,
          "Copy tokenizer and weights from the same model.");
    }
    if (tokenizer.vocabularySize() < LEAST_USED_SHARE * rows) {
      throw new CheckpointException(
          folder,
          "its tokenizer has only "
              + tokenizer.vocabularySize()
              + " tokens, but the model has embeddings for "
              + rows
              + ", so it was trained with another one",
          "Copy tokenizer and weights from the same model.");
    }
    OptionalInt padding = tokenizer.specialTokens().pad();
    boolean padsWithIt = config.decoder().isEmpty() || config.decoder().get().hasPadding();
    if (padsWithIt && padding.isPresent() && padding.getAsInt() != config.paddingId()) {
      throw new CheckpointException(
          folder,
          "its tokenizer pads with token "
              + padding.getAsInt()
              + ", but config.json says \"pad_token_id\": "
              + config.paddingId(),
          "Copy tokenizer and weights from the same model, or correct the number in config.json.");
    }
  }

  /**
   * Checks a maximum length in tokens, special ones included.
   *
   * @param folder names the model in messages
   * @throws CheckpointException if the model has too few positions
   */
  public static void requireLength(Path folder, ModelConfig config, int maximumLength)
      throws CheckpointException {
    if (maximumLength > config.maximumLength()) {
      throw new CheckpointException(
          folder,
          "the model reads at most "
              + config.maximumLength()
              + " tokens of a text, and "
              + maximumLength
              + " were asked for",
          "Choose a maximum length of " + config.maximumLength() + " or less.");
    }
  }
}
