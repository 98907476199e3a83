package app.valence.model;

import app.valence.tensor.Tensor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A network with its parameters. Parameters belong to the scope in which the model was made. */
public sealed interface Model permits SequenceClassifier, MaskedLanguageModel, CausalLanguageModel {
  /** The network's shape. */
  ModelConfig config();

  /** What is on top of the body. */
  ModelHead head();

  /** The parameters by name. */
  ParameterSet parameters();

  /** The adapter that is trained in place of the body, if there is one. */
  default Optional<Adapter> adapter() {
    return Optional.empty();
  }

  /**
   * The weights that a training step is reckoned to compute with, six operations a weight and
   * token. As Hugging Face's trainer counts them: with the originals that PEFT keeps of what an
   * adapter trains in full.
   */
  default long weightsPerToken() {
    long originals =
        adapter()
            .map(a -> parameters().only(a.trainedInFull()::contains).countWithoutEmbeddings())
            .orElse(0L);
    return parameters().countWithoutEmbeddings() + originals;
  }

  /**
   * The name of the word embeddings, if they are only ever looked up: their gradient then has
   * values only in the rows of a batch's tokens, and comes as a sparse one.
   */
  Optional<String> lookupTable();

  /**
   * A pass over a batch in pieces.
   *
   * @param forward how it is computed; what all pieces share belongs to its scope
   * @param positions the only ones that a language model scores, counted through the batch, row by
   *     row; null for all
   */
  Stages stages(Forward forward, TokenBatch batch, long @Nullable [] positions);

  /**
   * Unnormalised scores: {@code [rows, classes]} of a classifier, {@code [rows, length,
   * vocabulary]} of a language model.
   */
  default Tensor logits(Forward forward, TokenBatch batch) {
    return logits(forward, batch, null);
  }

  /**
   * A language model's scores at some positions alone, {@code [positions, vocabulary]}: nobody asks
   * for the others, and they would cost more than all the rest of a small model.
   *
   * @param positions counted through the batch, row by row
   */
  default Tensor logitsAt(Forward forward, TokenBatch batch, long[] positions) {
    return logits(forward, batch, positions);
  }

  private Tensor logits(Forward forward, TokenBatch batch, long @Nullable [] positions) {
    Stages stages = stages(forward, batch, positions);
    Tensor x = stages.embed(forward);
    for (int number = 0; number < stages.layers(); number++) {
      Tensor next = stages.layer(forward, number, x);
      // What the backward pass needs of it, the engine keeps by itself.
      x.close();
      x = next;
    }
    return stages.logits(forward, x);
  }
}
