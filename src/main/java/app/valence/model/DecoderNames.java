package app.valence.model;

import java.util.List;

/**
 * Where a decoder family keeps its parameters, by the names that Hugging Face gives them. Names of
 * a layer's parts follow the layer's prefix; {@code .weight} and {@code .bias} follow a part.
 *
 * @param positions the position table, or an empty string where the family has none
 * @param layers the prefix of a layer, with {@code %d} for its number
 * @param attentionInputs the layers of query, key and value, or the one that gives all three
 * @param gate the gate of the feed-forward block, or an empty string where the family has none
 * @param inputsFirst whether matrices are stored {@code [in, out]}
 */
record DecoderNames(
    String words,
    String positions,
    String layers,
    String attentionNorm,
    List<String> attentionInputs,
    String attentionOutput,
    String feedForwardNorm,
    String gate,
    String up,
    String down,
    String finalNorm,
    boolean inputsFirst) {

  /** GPT-2's names. */
  static final DecoderNames GPT2 =
      new DecoderNames(
          "wte",
          "wpe",
          "h.%d.",
          "ln_1",
          List.of("attn.c_attn"),
          "attn.c_proj",
          "ln_2",
          "",
          "mlp.c_fc",
          "mlp.c_proj",
          "ln_f",
          true);

  /** Llama's names, which Mistral and Qwen2 share. */
  static final DecoderNames LLAMA =
      new DecoderNames(
          "embed_tokens",
          "",
          "layers.%d.",
          "input_layernorm",
          List.of("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
          "self_attn.o_proj",
          "post_attention_layernorm",
          "mlp.gate_proj",
          "mlp.up_proj",
          "mlp.down_proj",
          "norm",
          false);

  /** Whether norms have a bias and subtract the mean: layer norms, not root-mean-square ones. */
  boolean layerNorms() {
    return gate.isEmpty();
  }
}
