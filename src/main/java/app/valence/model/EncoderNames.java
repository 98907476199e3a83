package app.valence.model;

/**
 * Where an encoder family keeps its parameters, by the names that Hugging Face gives them. Names of
 * a layer's parts follow the layer's prefix; {@code .weight} and {@code .bias} follow a part.
 *
 * @param tokenTypes the token type embedding, or an empty string where the family has none
 * @param layers the prefix of a layer, with {@code %d} for its number
 */
record EncoderNames(
    String words,
    String positions,
    String tokenTypes,
    String embeddingNorm,
    String layers,
    String query,
    String key,
    String value,
    String attentionOutput,
    String attentionNorm,
    String up,
    String down,
    String outputNorm) {

  /** BERT's names, which RoBERTa and ELECTRA share. */
  static final EncoderNames BERT =
      new EncoderNames(
          "embeddings.word_embeddings",
          "embeddings.position_embeddings",
          "embeddings.token_type_embeddings",
          "embeddings.LayerNorm",
          "encoder.layer.%d.",
          "attention.self.query",
          "attention.self.key",
          "attention.self.value",
          "attention.output.dense",
          "attention.output.LayerNorm",
          "intermediate.dense",
          "output.dense",
          "output.LayerNorm");

  /** DistilBERT's names. */
  static final EncoderNames DISTILBERT =
      new EncoderNames(
          "embeddings.word_embeddings",
          "embeddings.position_embeddings",
          "",
          "embeddings.LayerNorm",
          "transformer.layer.%d.",
          "attention.q_lin",
          "attention.k_lin",
          "attention.v_lin",
          "attention.out_lin",
          "sa_layer_norm",
          "ffn.lin1",
          "ffn.lin2",
          "output_layer_norm");
}
