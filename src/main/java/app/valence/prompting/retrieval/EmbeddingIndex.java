package app.valence.prompting.retrieval;

import app.valence.jobs.JobContext;
import app.valence.model.TextEmbedder;
import app.valence.tensor.GradientMode;
import app.valence.tensor.Precision;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;

/** Finds texts by the vectors that an encoder makes of them: the cosine between them. */
public final class EmbeddingIndex implements Retriever {
  private static final int QUERIES = 64;

  private final TextEmbedder embedder;
  private final TensorScope scope;
  private final Tensor vectors;
  private final int texts;

  /**
   * An index of {@code texts}, which are found by their numbers; its memory is {@code scope}'s.
   *
   * @param embedder is closed with the index
   */
  public EmbeddingIndex(
      List<String> texts, TextEmbedder embedder, TensorScope scope, JobContext context) {
    this.embedder = embedder;
    this.scope = scope;
    this.texts = texts.size();
    this.vectors = scope.floats(embedder.vectors(texts, context), texts.size(), embedder.width());
  }

  @Override
  public List<List<Neighbour>> nearest(List<String> queries, int count, JobContext context) {
    List<List<Neighbour>> all = new ArrayList<>();
    for (int from = 0; from < queries.size(); from += QUERIES) {
      List<String> chunk = queries.subList(from, Math.min(from + QUERIES, queries.size()));
      float[] similarities = similarities(chunk, context);
      for (int query = 0; query < chunk.size(); query++) {
        var selection = new NearestSelection(count);
        for (int text = 0; text < texts; text++) {
          selection.offer(text, similarities[query * texts + text]);
        }
        all.add(selection.nearestFirst());
      }
    }
    return all;
  }

  @Override
  public void close() {
    embedder.close();
  }

  private float[] similarities(List<String> queries, JobContext context) {
    float[] own = embedder.vectors(queries, context);
    try (var off = GradientMode.off();
        TensorScope pass = scope.open()) {
      Tensor rows = pass.floats(own, queries.size(), embedder.width());
      return pass.kernels().linear(rows, vectors, null, Precision.FP32).toFloats();
    }
  }
}
