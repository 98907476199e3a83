package app.valence.training.pretraining;

import app.valence.jobs.JobContext;
import app.valence.model.CausalLanguageModel;
import app.valence.model.MaskedLanguageModel;
import app.valence.model.Model;
import app.valence.model.ParameterSet;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import java.nio.FloatBuffer;
import java.util.BitSet;

/**
 * Starts a new model where counting already gets to: embeddings from what stands beside what, the
 * output layer's bias from how often each token occurs, and attention that looks nearby. Without
 * the last, small models spend thousands of steps before they use the order of words at all.
 */
public final class TokenStart {
  private static final String POSITIONS = "bert.embeddings.position_embeddings.weight";
  private static final String QUERY = "bert.encoder.layer.%d.attention.self.query.weight";
  private static final String KEY = "bert.encoder.layer.%d.attention.self.key.weight";

  /** Vocabularies list frequent tokens first; the table of pairs of more would not fit memory. */
  private static final int MOST_TOKENS = 20_000;

  /** More than other parameters get, since these are no noise. */
  private static final double SCALE = 0.05;

  /** The longest wave of the positions, in tokens: Vaswani et al. (2017). */
  private static final double LONGEST_WAVE = 10_000;

  private static final int CHUNK = 1 << 16;

  private TokenStart() {}

  /**
   * Overwrites what counting can give of {@code model}, which has just been drawn: of an encoder
   * embeddings, bias and attention, of a decoder the word embeddings alone, since it sees the order
   * of words by itself.
   */
  public static void set(
      Model model, Tokenizer tokenizer, TokenFile text, TensorScope scope, JobContext job) {
    if (model instanceof MaskedLanguageModel encoder) {
      set(encoder, tokenizer, text, scope, job);
    } else if (model instanceof CausalLanguageModel decoder) {
      setWords(decoder.parameters().get(decoder.wordEmbeddingsName()), tokenizer, text, scope, job);
    }
  }

  private static void set(
      MaskedLanguageModel model,
      Tokenizer tokenizer,
      TokenFile text,
      TensorScope scope,
      JobContext job) {
    setBias(model, text);
    setPositions(model.parameters().get(POSITIONS));
    for (int layer = 0; layer < model.config().size().layers(); layer++) {
      setAttention(model.parameters(), layer);
    }
    Tensor table = model.parameters().get(model.wordEmbeddingsName());
    setWords(table, tokenizer, text, scope, job);
  }

  private static void setWords(
      Tensor table, Tokenizer tokenizer, TokenFile text, TensorScope scope, JobContext job) {
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

  /** Sines and cosines of the position, as strong as the words. */
  private static void setPositions(Tensor table) {
    int width = Math.toIntExact(table.size(-1));
    var values = new float[Math.toIntExact(table.elements())];
    for (int i = 0; i < values.length; i++) {
      int unit = i % width;
      int position = i / width;
      double angle = position / Math.pow(LONGEST_WAVE, (unit - unit % 2) / (double) width);
      values[i] =
          (float) (SCALE * Math.sqrt(2) * (unit % 2 == 0 ? Math.sin(angle) : Math.cos(angle)));
    }
    table.set(FloatBuffer.wrap(values));
  }

  /**
   * Queries and keys alike, so that a token at first attends to what is like it, in place and
   * meaning (Trockman and Kolter, 2023).
   */
  private static void setAttention(ParameterSet parameters, int layer) {
    Tensor query = parameters.get(QUERY.formatted(layer));
    float[] values = query.toFloats();
    double scale = SCALE / standardDeviation(values);
    for (int i = 0; i < values.length; i++) {
      values[i] *= (float) scale;
    }
    query.set(FloatBuffer.wrap(values));
    parameters.get(KEY.formatted(layer)).set(FloatBuffer.wrap(values));
  }

  private static double standardDeviation(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += value * value;
    }
    return Math.sqrt(squares / values.length);
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
