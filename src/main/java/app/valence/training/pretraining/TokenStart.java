package app.valence.training.pretraining;

import app.valence.jobs.JobContext;
import app.valence.model.MaskedLanguageModel;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import java.nio.FloatBuffer;
import java.util.BitSet;

/**
 * Starts a new model's tokens where counting already gets to: embeddings from what stands beside
 * what, and the output layer's bias from how often each token occurs.
 */
public final class TokenStart {
  /** Vocabularies list frequent tokens first; the table of pairs of more would not fit memory. */
  private static final int MOST_TOKENS = 20_000;

  /** More than other parameters get, since these are no noise. */
  private static final double SCALE = 0.05;

  private static final int CHUNK = 1 << 16;

  private TokenStart() {}

  /** Overwrites embeddings and bias of {@code model}, which has just been drawn. */
  public static void set(
      MaskedLanguageModel model,
      Tokenizer tokenizer,
      TokenFile text,
      TensorScope scope,
      JobContext job) {
    setBias(model, text);
    Tensor table = model.parameters().get(model.wordEmbeddingsName());
    int width = Math.toIntExact(table.size(-1));
    int tokens = Math.min(MOST_TOKENS, Math.toIntExact(table.size(0)));
    int separator = tokenizer.specialTokens().separator().orElseThrow();
    float[] vectors = CooccurrenceVectors.of(text, tokens, width, separator, scope, job);
    float[] values = table.toFloats();
    BitSet special = tokenizer.specialTokens().all();
    for (int token = 0; token < tokens; token++) {
      for (int i = 0; i < width && !special.get(token); i++) {
        values[token * width + i] = (float) (SCALE * vectors[token * width + i]);
      }
    }
    table.set(FloatBuffer.wrap(values));
  }

  private static void setBias(MaskedLanguageModel model, TokenFile text) {
    Tensor bias = model.parameters().get(model.biasName());
    var counts = new double[Math.toIntExact(bias.elements())];
    var tokens = new int[CHUNK];
    for (long from = 0; from < text.tokens(); from += CHUNK) {
      int count = (int) Math.min(CHUNK, text.tokens() - from);
      text.read(from, tokens, 0, count);
      for (int i = 0; i < count; i++) {
        counts[tokens[i]]++;
      }
    }
    var values = new float[counts.length];
    for (int token = 0; token < values.length; token++) {
      values[token] = (float) Math.log((counts[token] + 0.5) / (text.tokens() + 0.5));
    }
    bias.set(FloatBuffer.wrap(values));
  }
}
