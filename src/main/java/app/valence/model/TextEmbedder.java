package app.valence.model;

import app.valence.jobs.JobContext;
import app.valence.model.tokenizer.Encoding;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.GradientMode;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorScope;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Makes vectors of texts, such that texts of like content have like vectors: the mean of an
 * encoder's last hidden states over the tokens. For use by one thread.
 */
public final class TextEmbedder implements AutoCloseable {
  private static final int TOKENS_PER_BATCH = 8_192;

  /** What decides about the content comes early, and the cost grows with the length. */
  private static final int MOST_TOKENS = 256;

  private final MaskedLanguageModel encoder;
  private final Tokenizer tokenizer;
  private final Precision precision;
  private final TensorScope scope;

  /**
   * An embedder that works in {@code scope}.
   *
   * @param tokenizer is closed with the embedder
   */
  public TextEmbedder(
      MaskedLanguageModel encoder, Tokenizer tokenizer, Precision precision, TensorScope scope) {
    this.encoder = encoder;
    this.tokenizer = tokenizer;
    this.precision = precision;
    this.scope = scope;
  }

  /** The encoder in {@code folder}, whose memory is {@code scope}'s. */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // The tokenizer is the embedder's.
  public static TextEmbedder load(Path folder, Precision precision, TensorScope scope)
      throws IOException {
    MaskedLanguageModel encoder = ModelFiles.maskedLanguageModel(folder, scope, 0).model();
    Tokenizer tokenizer = Tokenizer.load(folder);
    try {
      TokenizerFit.require(folder, encoder.config(), tokenizer);
    } catch (IOException e) {
      tokenizer.close();
      throw e;
    }
    return new TextEmbedder(encoder, tokenizer, precision, scope);
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  /** Numbers of a vector. */
  public int width() {
    return encoder.config().size().hidden();
  }

  /** The vectors of texts, each of length 1, {@code [texts × width]}. */
  public float[] vectors(List<String> texts, JobContext context) {
    int most = Math.min(MOST_TOKENS, encoder.config().maximumLength());
    List<int[]> ids = tokenizer.encodeAll(texts, most).stream().map(Encoding::ids).toList();
    Integer[] order = new Integer[ids.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingInt(i -> -ids.get(i).length));
    var vectors = new float[ids.size() * width()];
    for (int from = 0; from < order.length; ) {
      context.cancellation().throwIfRequested();
      int rows = Math.max(1, TOKENS_PER_BATCH / Math.max(1, ids.get(order[from]).length));
      int to = Math.min(order.length, from + rows);
      List<int[]> chosen = Arrays.stream(order, from, to).map(ids::get).toList();
      float[] found = vectors(TokenBatch.ofIds(chosen, encoder.config().paddingId(), 1));
      for (int i = from; i < to; i++) {
        System.arraycopy(found, (i - from) * width(), vectors, order[i] * width(), width());
      }
      from = to;
    }
    return vectors;
  }

  private float[] vectors(TokenBatch batch) {
    float[] states;
    try (var off = GradientMode.off();
        TensorScope pass = scope.open()) {
      states = encoder.hiddenStates(Forward.evaluating(pass, precision), batch).toFloats();
    }
    int width = width();
    var vectors = new float[batch.rows() * width];
    for (int row = 0; row < batch.rows(); row++) {
      for (int token = 0; token < batch.lengths()[row]; token++) {
        int offset = (row * batch.length() + token) * width;
        for (int i = 0; i < width; i++) {
          vectors[row * width + i] += states[offset + i];
        }
      }
      normalise(vectors, row * width, width);
    }
    return vectors;
  }

  private static void normalise(float[] vectors, int offset, int width) {
    double squares = 0;
    for (int i = offset; i < offset + width; i++) {
      squares += vectors[i] * vectors[i];
    }
    float norm = (float) Math.sqrt(Math.max(squares, Float.MIN_NORMAL));
    for (int i = offset; i < offset + width; i++) {
      vectors[i] /= norm;
    }
  }
}
